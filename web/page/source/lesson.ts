// The lesson: blocks of text, and commands to copy and to run. One command is marked: arrows, j and k move the mark, Enter
// runs it, e puts it into the prompt.
import { type Block } from './api';
import { say, warn } from './announce';
import { button, inline, make, replace } from './dom';
import { type Session } from './session';
import { settings } from './settings';
import { pieces, readTable } from './table';
import { type Panel } from './tabs';

export class Lesson implements Panel {
    readonly id = 'lesson';
    readonly title = 'Lesson';
    readonly element = make('div', { class: 'lesson' });
    private readonly text = make('div', { class: 'text', tabindex: 0, role: 'group', 'aria-label': 'Lesson' });
    private commands: { element: HTMLElement; text: string }[] = [];
    private marked = -1;

    constructor(private readonly session: Session) {
        this.element.append(this.text);
        this.element.addEventListener('keydown', event => this.key(event));
    }

    focus(): void {
        (this.commands[this.marked]?.element.querySelector<HTMLElement>('pre') ?? this.text).focus();
    }

    show(title: string, blocks: Block[]): void {
        this.commands = [];
        const first = blocks[0];
        const rest = first?.kind === 'heading' && first.level === 1 && plain(first.text) === plain(title) ? blocks.slice(1) : blocks;
        const root = make('div', {});
        const lists: HTMLElement[] = []; // the lists that are open, outermost first
        for (const block of rest) {
            if (block.kind === 'list_item') {
                this.addItem(root, lists, block);
                continue;
            }
            const depth = block.kind === 'heading' ? 0 : block.level;
            lists.length = Math.min(lists.length, depth);
            (lists[lists.length - 1]?.lastElementChild ?? root).append(this.make(block));
        }
        replace(this.text, ...root.childNodes);
        this.mark(0);
    }

    private addItem(root: HTMLElement, lists: HTMLElement[], block: Block): void {
        const level = Math.max(block.level, 1), marker = block.marker ?? '-';
        lists.length = Math.min(lists.length, level);
        while (lists.length < level) {
            const list = /^\d/.test(marker) ? make('ol', { start: parseInt(marker, 10) }) : make('ul', {});
            (lists[lists.length - 1]?.lastElementChild ?? root).append(list);
            lists.push(list);
        }
        const box = /^\[(.)\]$/.exec(marker);
        lists[level - 1]!.append(make('li', box ? { class: 'box' } : {}, box ? (box[1] === ' ' ? '☐ ' : '☑ ') : null, inline(block.html)));
    }

    private make(block: Block): HTMLElement {
        switch (block.kind) {
        case 'heading': {
            const tags = ['h2', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;
            return make(tags[Math.min(Math.max(block.level, 1), 6) - 1] ?? 'h6', {}, inline(block.html));
        }
        case 'code':
            return this.code(block);
        case 'callout':
            return make('aside', { class: 'callout', 'aria-label': block.label || 'Note' },
                block.label ? make('p', { class: 'label' }, make('span', { class: 'icon', 'aria-hidden': 'true' }, block.icon || '›'), ` ${block.label}`) : null,
                make('p', {}, inline(block.html)));
        case 'table':
            return table(block.text);
        case 'rule':
            return make('hr');
        default:
            return make('p', {}, inline(block.html));
        }
    }

    private code(block: Block): HTMLElement {
        const text = block.text.replace(/\n+$/, ''), code = make('code', {}, text);
        const copy = (what: string): HTMLButtonElement => button('Copy', () => void this.copy(text), { 'aria-label': `Copy ${what}` });
        if (!block.runs)
            return make('div', { class: 'code' }, make('pre', { tabindex: 0, role: 'group', 'aria-label': block.language || 'Text' }, code),
                make('div', { class: 'buttons' }, copy(block.language ? `this ${block.language}` : 'this text')));
        const at = this.commands.length, name = `command ${at + 1}`, several = text.includes('\n');
        const pre = make('pre', { tabindex: 0, role: 'group', 'aria-label': `Command ${at + 1}`, on: { focus: () => this.mark(at) } }, code);
        const element = make('div', { class: several ? 'code runs' : 'code runs single' }, pre, make('div', { class: 'buttons' }, copy(name),
            button('Run', () => this.run(at), {
                'aria-label': `Run ${name}`, title: several ? 'Goes to the prompt, and waits for Enter' : 'Runs it in the terminal',
            }),
            several ? button('Run at once', () => this.run(at, true), { 'aria-label': `Run at once: ${name}`, title: 'Runs all of its lines' }) : null));
        this.commands.push({ element, text });
        return element;
    }

    /** One line runs; several wait for Enter, unless a person asks for it. */
    run(at = this.marked, atOnce = settings.runAtOnce): void {
        const command = this.commands[at];
        if (!command) {
            warn('No command is marked: arrows, j and k move the mark.');
            return;
        }
        this.mark(at);
        const enter = atOnce || !command.text.includes('\n');
        this.session.put(command.text, enter);
        if (enter)
            this.mark(Math.min(at + 1, this.commands.length - 1));
    }

    edit(): void {
        const command = this.commands[this.marked];
        if (command)
            this.session.put(command.text, false);
        else
            warn('No command is marked: arrows, j and k move the mark.');
    }

    copyMarked(): void {
        const command = this.commands[this.marked];
        if (command)
            void this.copy(command.text);
        else
            warn('No command is marked: arrows, j and k move the mark.');
    }

    private async copy(text: string): Promise<void> {
        try {
            await navigator.clipboard.writeText(text);
            say('Copied.');
        } catch {
            warn('The browser allows no copying here: select the text.');
        }
    }

    private mark(at: number): void {
        this.marked = at < this.commands.length ? at : -1;
        this.commands.forEach(({ element }, index) => {
            element.classList.toggle('marked', index === this.marked);
            if (index === this.marked)
                element.setAttribute('aria-current', 'true');
            else
                element.removeAttribute('aria-current');
        });
    }

    private key(event: KeyboardEvent): void {
        if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement)
            return;
        const letters = settings.letterKeys;
        const down = event.key === 'ArrowDown' || (letters && /^[jJ\]]$/.test(event.key)), up = event.key === 'ArrowUp' || (letters && /^[kK[]$/.test(event.key));
        if ((down || up) && this.commands.length) {
            const last = this.commands.length - 1;
            const inside = event.target instanceof Element && event.target.closest('.runs');
            const to = inside ? Math.min(Math.max(this.marked + (down ? 1 : -1), 0), last) : Math.max(this.marked, 0);
            this.mark(to);
            const pre = this.commands[to]!.element.querySelector('pre')!;
            pre.focus();
            pre.scrollIntoView({ block: 'nearest' });
        } else if (event.key === 'Enter') {
            this.run();
        } else if (letters && event.key === 'e') {
            this.edit();
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    }
}

function plain(text: string): string {
    return text.replace(/[*`_]/g, '').trim();
}

function table(text: string): HTMLElement {
    const rows = readTable(text);
    if (!rows)
        return make('pre', { class: 'table', tabindex: 0, role: 'group', 'aria-label': 'Table' }, text.replace(/\n+$/, ''));
    const cell = (tag: 'th' | 'td', words: string): HTMLElement =>
        make(tag, tag === 'th' ? { scope: 'col' } : {}, ...pieces(words).map(piece => (piece.tag ? make(piece.tag, {}, piece.text) : piece.text)));
    return make('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'Table' }, make('table', {},
        make('thead', {}, make('tr', {}, ...rows[0]!.map(words => cell('th', words)))),
        make('tbody', {}, ...rows.slice(1).map(row => make('tr', {}, ...row.map(words => cell('td', words)))))));
}
