// The terminal: xterm on the shell's socket. What a person has to know is said above it: how to get out by keyboard.
import { FitAddon } from '@xterm/addon-fit';
import { type IMarker, type Terminal } from '@xterm/xterm';
import { say, warn } from './announce';
import { ask } from './dialogs';
import { button, later, make } from './dom';
import { type Session, type Typist } from './session';
import { change, onSettings, settings } from './settings';
import { TerminalSocket, type Told } from './socket';
import { type Panel } from './tabs';
import { type Tasks } from './api';
import { dressTerminal, makeTerminal } from './xterm';

const encoder = new TextEncoder();
const fewestColumns = 40, fewestRows = 10;

export class TerminalPanel implements Panel, Typist {
    readonly id: string;
    readonly element: HTMLElement;
    private readonly screen = make('div', { class: 'screen' });
    private readonly state = make('span', { class: 'state' }, 'connecting');
    private readonly terminal: Terminal = makeTerminal();
    private readonly fit = new FitAddon();
    private readonly socket: TerminalSocket;
    private prompts: IMarker[] = [];
    private started: IMarker | null = null;
    private empty = false; // nothing has been typed since the prompt came
    private control = false; // the key bar's Ctrl waits for a letter
    private opened = false;
    private asked = false;
    private wasOpen = false;

    constructor(private readonly session: Session, readonly name: string, readonly title: string) {
        this.id = `terminal-${name}`;
        this.terminal.loadAddon(this.fit);
        this.element = make('div', { class: 'terminal-panel' }, this.bar(), this.screen, this.keys());
        this.socket = new TerminalSocket(this.address(), document.documentElement.dataset['socket'] ?? 'ambit.v1', {
            bytes: (bytes, shown) => this.terminal.write(bytes, shown),
            hello: hello => {
                if (hello.fresh) {
                    this.terminal.reset();
                    this.forgetMarks();
                } else if (this.wasOpen) {
                    say(`Connected again: what was shown meanwhile (${hello.position - hello.from} bytes) follows.`);
                }
                this.terminal.options.disableStdin = hello.access !== 'write';
            },
            told: message => this.told(message),
            state: (state, reason) => this.connected(state, reason),
        });
        this.terminal.onData(text => this.typed(text));
        this.terminal.onBinary(text => this.socket.type(Uint8Array.from(text, letter => letter.charCodeAt(0))));
        this.terminal.attachCustomKeyEventHandler(event => this.key(event));
        this.terminal.parser.registerOscHandler(133, text => this.mark(text));
        new ResizeObserver(later(100, () => this.resized())).observe(this.screen);
        onSettings(() => this.dress());
        session.typists.push(this);
        session.typist ??= this;
    }

    private address(): string {
        const base = document.documentElement.dataset['api'] ?? '/api/v1';
        return `${location.origin.replace(/^http/, 'ws')}${base}${this.session.path}/terminal/${encodeURIComponent(this.name)}`;
    }

    private bar(): HTMLElement {
        const reader = button('Screen reader mode', () => change({ screenReader: !settings.screenReader }),
            { title: 'What the terminal shows is also told to a screen reader' });
        onSettings(() => reader.setAttribute('aria-pressed', String(settings.screenReader)));
        return make('div', { class: 'bar' },
            make('span', { class: 'quiet', id: `${this.id}-out` }, make('kbd', {}, 'F6'), ' or ', make('kbd', {}, 'Ctrl+]'), ' leaves the terminal'),
            make('span', { class: 'gap' }), this.state,
            button('Copy last output', () => void this.copyLast()), reader);
    }

    private keys(): HTMLElement {
        const control = button('Ctrl', () => {
            this.control = !this.control;
            control.setAttribute('aria-pressed', String(this.control));
        }, { 'aria-pressed': 'false' });
        const arrow = (letter: string): string => `\x1b${this.terminal.modes.applicationCursorKeysMode ? 'O' : '['}${letter}`;
        const key = (label: string, name: string, bytes: () => string): HTMLElement =>
            button(label, () => this.typed(bytes()), { 'aria-label': name });
        const bar = make('div', { class: 'key-bar', role: 'group', 'aria-label': 'Keys' },
            key('Esc', 'Esc', () => '\x1b'), key('Tab', 'Tab', () => '\t'), control,
            key('↑', 'Up', () => arrow('A')), key('↓', 'Down', () => arrow('B')), key('←', 'Left', () => arrow('D')),
            key('→', 'Right', () => arrow('C')), key('|', 'Pipe', () => '|'), key('/', 'Slash', () => '/'), key('-', 'Dash', () => '-'));
        bar.addEventListener('pointerdown', event => event.preventDefault()); // the soft keyboard stays
        return bar;
    }

    // --- coming into sight ---

    shown(): void {
        this.session.typist = this;
        this.resized();
    }

    private open(): void {
        this.opened = true;
        this.terminal.open(this.screen);
        this.terminal.textarea?.setAttribute('aria-label', `${this.title}: F6 leaves it`);
        this.screen.addEventListener('paste', event => this.paste(event), true);
    }

    focus(): void {
        this.terminal.focus();
    }

    private resized(): void {
        if (!this.screen.clientWidth)
            return;
        if (!this.opened)
            this.open();
        const size = this.fit.proposeDimensions();
        const columns = Math.min(Math.max(size?.cols || 80, fewestColumns), 500), rows = Math.min(Math.max(size?.rows || 24, fewestRows), 200);
        if (columns !== this.terminal.cols || rows !== this.terminal.rows)
            this.terminal.resize(columns, rows);
        this.socket.resize(columns, rows);
        this.connect();
    }

    /** Also where it is not in sight: what happens in the sitting is told here. */
    connect(): void {
        if (!this.asked)
            this.socket.open();
        this.asked = true;
    }

    private dress(): void {
        dressTerminal(this.terminal);
        if (this.opened)
            this.resized();
    }

    // --- keys ---

    private typed(text: string): void {
        if (this.control) {
            this.control = false;
            this.element.querySelector('.key-bar [aria-pressed=true]')?.setAttribute('aria-pressed', 'false');
            if (/^[a-z@[\]\\^_]$/i.test(text))
                text = String.fromCharCode(text.toUpperCase().charCodeAt(0) & 31);
        }
        this.empty = false;
        if (!this.socket.type(encoder.encode(text)))
            warn('The terminal is not connected at the moment: nothing was typed.');
    }

    /** False: not the shell's. */
    private key(event: KeyboardEvent): boolean {
        const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
        if (event.key === 'F6' || (event.key === ']' && event.ctrlKey) || (event.key === 'Tab' && plain && this.empty && !event.shiftKey) ||
            (event.key === 'Tab' && plain && event.shiftKey))
            return false;
        if (event.ctrlKey && event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
            if (event.type === 'keydown')
                this.jump(event.key === 'ArrowUp' ? -1 : 1);
            return false;
        }
        const command = (event.ctrlKey && event.shiftKey) || event.metaKey;
        if (command && event.key.toLowerCase() === 'v')
            return false; // the browser pastes
        const copies = (command || (event.ctrlKey && this.terminal.hasSelection())) && event.key.toLowerCase() === 'c';
        if (copies && event.type === 'keydown' && this.terminal.hasSelection()) {
            event.preventDefault();
            void this.copy(this.terminal.getSelection(), 'The selection');
            this.terminal.clearSelection();
        }
        return !copies;
    }

    /** Where a program wants its pastes in brackets, they are its business. */
    private paste(event: ClipboardEvent): void {
        const text = event.clipboardData?.getData('text') ?? '';
        if (this.terminal.modes.bracketedPasteMode || !/[\r\n]./.test(text))
            return;
        event.preventDefault();
        event.stopPropagation();
        void ask('Paste several lines?', 'Each of them would run at once.', 'Paste').then(yes => {
            if (yes)
                this.terminal.paste(text);
            this.terminal.focus();
        });
    }

    put(text: string, enter: boolean): boolean {
        this.terminal.scrollToBottom();
        return this.socket.say(enter ? 'run' : 'paste', { text });
    }

    private async copy(text: string, what: string): Promise<void> {
        try {
            await navigator.clipboard.writeText(text);
            say(`${what} is copied.`);
        } catch {
            warn('The browser allows no copying here.');
        }
    }

    private async copyLast(): Promise<void> {
        try {
            const entries = await this.session.entries(0, this.name);
            const last = entries[entries.length - 1];
            if (last)
                await this.copy(last.output, `The output of "${last.command}"`);
            else
                say('No command has run yet.');
        } catch (problem) {
            warn(problem);
        }
    }

    // --- marks: where prompts are, and how commands ended ---

    private mark(text: string): boolean {
        const [kind, status] = text.split(';');
        if (kind === 'A') {
            const marker = this.terminal.registerMarker(0);
            if (marker)
                this.prompts.push(marker);
            this.prompts = this.prompts.filter(prompt => !prompt.isDisposed);
        } else if (kind === 'B') {
            this.empty = true;
            this.element.dataset['prompts'] = String(Number(this.element.dataset['prompts'] ?? 0) + 1); // for who waits for the next
        } else if (kind === 'C') {
            this.started = this.prompts[this.prompts.length - 1] ?? null;
        } else if (kind === 'D' && this.started && !this.started.isDisposed && status !== undefined) {
            this.decorate(this.started, status === '0');
            this.started = null;
        }
        return true;
    }

    private decorate(marker: IMarker, good: boolean): void {
        const decoration = this.terminal.registerDecoration({ marker, x: 0, width: 1 });
        decoration?.onRender(element => {
            element.classList.add('mark', good ? 'good' : 'bad');
        });
    }

    private jump(direction: number): void {
        const top = this.terminal.buffer.active.viewportY;
        const lines = this.prompts.filter(prompt => !prompt.isDisposed).map(prompt => prompt.line);
        const line = direction < 0 ? lines.filter(at => at < top).pop() : lines.find(at => at > top);
        if (line !== undefined)
            this.terminal.scrollToLine(line);
        else if (direction > 0)
            this.terminal.scrollToBottom();
    }

    private forgetMarks(): void {
        this.prompts = [];
        this.started = null;
    }

    // --- what the server says ---

    private connected(state: string, reason: string): void {
        const words: Record<string, string> = {
            connecting: 'connecting', open: 'connected', lost: 'not connected, trying again', left: 'left',
        };
        this.state.textContent = words[state] ?? state;
        this.element.dataset['state'] = state;
        // said once: the attempts that fail afterwards would take the place of other words
        if (state === 'lost' && this.wasOpen && !this.element.dataset['lost']) {
            warn(reason === 'stopping' ? 'The server stops. The page comes back when it does.' :
                'The connection is lost. Trying again; nothing that was acknowledged is lost.');
        } else if (state === 'left') {
            warn('This lab was left elsewhere. What is saved stays.');
        } else if (state === 'open') {
            if (this.element.dataset['lost'])
                this.session.tell('again', undefined);
            delete this.element.dataset['lost'];
            this.session.lost = false;
            this.wasOpen = true;
        }
        if (state === 'lost') {
            this.element.dataset['lost'] = 'yes';
            this.session.lost = true;
        }
    }

    private told(message: Told): void {
        const session = this.session;
        switch (message.type) {
        case 'tasks':
            session.tell('tasks', message as unknown as Tasks);
            break;
        case 'command':
            session.tell('command', { terminal: this.name, number: Number(message['number']), status: Number(message['status']) });
            break;
        case 'changed':
            session.tell('changed', message['what'] as string[]);
            break;
        case 'status':
            if (!message['idle'])
                this.empty = false;
            session.tell('status', { terminal: this.name, busy: Boolean(message['busy']), saved: Boolean(message['saved']) });
            session.tell('watched', Boolean(message['watched']));
            break;
        case 'moving':
            void session.moveTo(String(message['challenge']));
            break;
        case 'hint':
        case 'offer':
            session.tell('instructor', undefined); // each terminal hears of it
            break;
        case 'error':
            warn(String(message['reason']));
            break;
        }
    }
}
