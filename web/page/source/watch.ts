// The instructor's page of one learner: a live terminal before the server's transcript. Looking on needs nobody's yes, and the
// learner is told of it; typing needs the learner's, and either of them ends it. The window's size stays the learner's.
import { announcers, say, warn } from './announce';
import { Api, Refused, type Tasks, type Watched } from './api';
import { button, later, make, replace } from './dom';
import { change, onSettings, settings } from './settings';
import { TerminalSocket, type Told } from './socket';
import { letterSize } from './theme';
import { dressTerminal, makeTerminal } from './xterm';

const encoder = new TextEncoder();
const smallestLetters = 8;

class Watch {
    readonly element: HTMLElement;
    private readonly access = make('p', { class: 'access', id: 'access' });
    private readonly acts = make('div', { class: 'bar', role: 'group', 'aria-label': 'Typing here' });
    private readonly choice = make('div', { class: 'bar', role: 'group', 'aria-label': 'Terminals', hidden: true });
    private readonly state = make('span', { class: 'state' });
    private readonly screen = make('div', { class: 'screen' });
    private readonly looking: HTMLButtonElement;
    private readonly terminal = makeTerminal();
    private socket: TerminalSocket | null = null;
    private offer: string;
    private shown = '';

    constructor(private readonly api: Api, private readonly path: string, private learner: Watched) {
        this.offer = learner.offer;
        this.shown = learner.terminals[0]?.name ?? '1';
        this.looking = button('Stop looking', () => (this.socket ? this.stop() : this.connect()));
        const reader = button('Screen reader mode', () => change({ screenReader: !settings.screenReader }),
            { title: 'What the terminal shows is also told to a screen reader' });
        onSettings(() => reader.setAttribute('aria-pressed', String(settings.screenReader)));
        this.element = make('section', { class: 'live', 'aria-label': 'Live terminal' },
            this.access, this.acts, this.choice, this.screen, make('div', { class: 'bar' }, this.state, this.looking, reader));
        this.silence();
        this.terminal.onData(text => this.typed(encoder.encode(text)));
        this.terminal.onBinary(text => this.typed(Uint8Array.from(text, letter => letter.charCodeAt(0))));
        this.terminal.attachCustomKeyEventHandler(event => this.key(event));
        this.showTerminals();
        this.showAccess();
    }

    begin(): void {
        this.terminal.open(this.screen);
        onSettings(() => this.fit());
        matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.fit());
        new ResizeObserver(later(100, () => this.fit())).observe(this.element);
        this.showAccess();
        this.connect();
    }

    // --- what it shows ---

    /** What programs ask of a terminal is answered by the learner's: two answers would be typed there. */
    private silence(): void {
        const { parser } = this.terminal;
        for (const id of [{ final: 'n' }, { prefix: '?', final: 'n' }, { final: 'c' }, { prefix: '>', final: 'c' }, { prefix: '=', final: 'c' },
            { intermediates: '$', final: 'p' }, { prefix: '?', intermediates: '$', final: 'p' }, { final: 't' }])
            parser.registerCsiHandler(id, () => true);
        parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => true);
        for (const colours of [4, 10, 11, 12])
            parser.registerOscHandler(colours, text => text.includes('?'));
    }

    /** As large as letters are here, and smaller where the learner's lines are longer than this window. */
    private fit(): void {
        dressTerminal(this.terminal);
        const room = this.screen.clientWidth - 24, wide = this.screen.querySelector('.xterm-screen')?.clientWidth ?? 0;
        if (room > 0 && wide > room)
            dressTerminal(this.terminal, Math.max(smallestLetters, Math.floor((letterSize() * room) / wide)));
    }

    private size(columns: number, rows: number): void {
        if (columns > 0 && rows > 0 && (columns !== this.terminal.cols || rows !== this.terminal.rows)) {
            this.terminal.resize(columns, rows);
            this.fit();
        }
    }

    private address(): string {
        const base = document.documentElement.dataset['api'] ?? '/api/v1';
        return `${location.origin.replace(/^http/, 'ws')}${base}${this.path}/terminal/${encodeURIComponent(this.shown)}`;
    }

    private connect(): void {
        const socket = new TerminalSocket(this.address(), document.documentElement.dataset['socket'] ?? 'ambit.v1', {
            bytes: (bytes, shown) => this.terminal.write(bytes, shown),
            hello: hello => {
                this.size(hello.columns, hello.rows);
                if (hello.fresh)
                    this.terminal.reset();
                if (this.offer === 'accepted' && hello.access !== 'write')
                    this.heard('');
                else if (hello.access === 'write')
                    this.heard('accepted');
            },
            told: message => this.told(message),
            state: state => {
                if (this.socket === socket)
                    this.connected(state);
            },
        });
        this.socket = socket;
        this.looking.textContent = 'Stop looking';
        socket.open();
    }

    private stop(): void {
        this.socket?.close();
        this.socket = null;
        this.looking.textContent = 'Look on again';
        this.element.dataset['state'] = 'stopped';
        this.state.textContent = 'You do not look on.';
        say('You do not look on any more.');
        this.showAccess();
    }

    private connected(state: string): void {
        const words: Record<string, string> = { connecting: 'connecting', open: 'live', lost: 'not connected, trying again', left: 'the lab was left' };
        this.state.textContent = words[state] ?? state;
        this.element.dataset['state'] = state;
        this.showAccess();
        if (state === 'lost')
            void this.look(); // a server that began anew knows this instructor no longer
    }

    private told(message: Told): void {
        switch (message.type) {
        case 'status':
            this.size(Number(message['columns']), Number(message['rows']));
            break;
        case 'offer':
            this.heard(String(message['offer']));
            break;
        case 'tasks':
            this.progress(message as unknown as Tasks);
            break;
        case 'command':
        case 'changed':
            this.lookSoon();
            break;
        case 'moving':
            say(`${this.learner.learner} goes on to ${String(message['challenge'])}: look for it among all learners.`);
            break;
        case 'error':
            warn(String(message['reason']));
            break;
        }
    }

    private progress({ done, required }: { done: number; required: number }): void {
        const place = document.querySelector('#progress');
        if (place)
            place.textContent = `${this.learner.title}: ${done} of ${required} tasks`;
    }

    private readonly lookSoon = later(300, () => void this.look());

    private async look(): Promise<void> {
        try {
            this.learner = await this.api.get<Watched>(this.path);
            this.progress(this.learner);
            this.heard(this.learner.offer);
            this.showTerminals();
        } catch (problem) {
            if (!(problem instanceof Refused && (problem.status === 403 || problem.status === 404)))
                return; // it is tried again
            this.stop();
            warn('The server has begun anew, and has another instructor\'s address: open the one that it has printed.');
        }
    }

    private showTerminals(): void {
        const names = this.learner.terminals.map(one => one.name);
        if (names.length === this.choice.children.length && names.every((name, at) => this.choice.children[at]?.getAttribute('data-terminal') === name))
            return;
        this.choice.hidden = names.length < 2;
        replace(this.choice, ...names.map(name => button(`Terminal ${name}`, () => this.choose(name), { 'data-terminal': name, 'aria-pressed': String(name === this.shown) })));
    }

    private choose(name: string): void {
        this.socket?.close();
        this.shown = name;
        for (const one of this.choice.children)
            one.setAttribute('aria-pressed', String(one.getAttribute('data-terminal') === name));
        this.terminal.reset();
        this.connect();
        this.showAccess();
    }

    // --- typing ---

    private get writes(): boolean {
        return this.offer === 'accepted' && Boolean(this.socket?.isOpen);
    }

    private heard(offer: string): void {
        if (offer === this.offer)
            return;
        const before = this.offer;
        this.offer = offer;
        this.showAccess();
        say(offer === 'accepted' ? `${this.learner.learner} has accepted: you may type here.` :
            offer === 'asked' ? `${this.learner.learner} has been asked.` :
                before === 'asked' ? 'You are not to type here.' : 'You do not type here any more.');
    }

    private showAccess(): void {
        const who = this.learner.learner, { offer } = this;
        const words = !this.socket ? 'You do not look on.' :
            offer === 'accepted' ? `You may type: it goes to ${who}'s terminal, and ${who} sees it. F6 or Ctrl+] leaves the terminal.` :
                offer === 'asked' ? `Read only. ${who} has been asked whether you may type here.` :
                    `Read only. You see what ${who} sees; what you type goes nowhere. ${who} is told that you look on.`;
        this.access.textContent = words;
        this.element.classList.toggle('writes', this.writes);
        this.terminal.options.disableStdin = !this.writes;
        this.terminal.textarea?.setAttribute('aria-label', `${who}'s terminal ${this.shown}, ${this.writes ? 'you may type: F6 leaves it' : 'read only'}`);
        const label = offer === 'accepted' ? 'Stop typing here' : offer === 'asked' ? 'Take the question back' : 'Ask to type here';
        const had = this.acts.contains(document.activeElement);
        if (this.acts.textContent !== label) {
            replace(this.acts, button(label, () => void this.ask(!offer)));
            if (had)
                this.acts.querySelector('button')?.focus();
        }
    }

    private async ask(wanted: boolean): Promise<void> {
        try {
            await this.api.post<void>(`${this.path}/offer`, { ask: wanted });
            await this.look();
        } catch (problem) {
            warn(problem);
        }
    }

    private typed(bytes: Uint8Array): void {
        if (this.writes)
            this.socket?.type(bytes);
    }

    /** False: not the shell's. Who may not type is not held by the terminal either. */
    private key(event: KeyboardEvent): boolean {
        const out = event.key === 'F6' || (event.key === ']' && event.ctrlKey);
        if (out && event.type === 'keydown') {
            this.acts.querySelector('button')?.focus();
            event.preventDefault();
        }
        if (event.ctrlKey && event.key.toLowerCase() === 'c' && this.terminal.hasSelection())
            return false; // the browser copies
        return this.writes && !out && !(event.key === 'Tab' && event.shiftKey);
    }

    async hint(text: string): Promise<boolean> {
        try {
            await this.api.post<void>(`${this.path}/hint`, { text });
            say('The hint is sent.');
            return true;
        } catch (problem) {
            warn(problem);
            return false;
        }
    }
}

async function begin(): Promise<void> {
    const { session: id, csrf = '', api: base = '/api/v1' } = document.documentElement.dataset;
    const main = document.querySelector('main'), transcript = document.querySelector('#transcript');
    if (!id || !main || !transcript)
        return;
    const api = new Api(base, csrf), path = `/instructor/sessions/${encodeURIComponent(id)}`;
    const watch = new Watch(api, path, await api.get<Watched>(path));
    const older = make('details', { class: 'older' }, make('summary', {}, 'The transcript, as it was when this page was opened'));
    document.body.classList.add('watch');
    document.querySelector('#typing')?.remove(); // the live terminal has it
    transcript.replaceWith(older);
    older.append(transcript);
    main.prepend(watch.element, announcers());
    const form = document.querySelector<HTMLFormElement>('form[action$="/hint"]'), field = form?.querySelector('textarea');
    form?.addEventListener('submit', event => {
        event.preventDefault();
        void watch.hint(field?.value ?? '').then(sent => {
            if (sent && field)
                field.value = '';
        });
    });
    watch.begin();
}

begin().catch((problem: unknown) => {
    // the server's page stays, with its transcript
    console.warn('The page keeps to the transcript:', problem);
});
