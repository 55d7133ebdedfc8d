// The transcript: each command as a heading, its status, its output, as an ordinary document. For who does not see the
// terminal, and for who looks for something in it.
import { type Entry } from './api';
import { warn } from './announce';
import { make } from './dom';
import { type Session } from './session';
import { type Panel } from './tabs';

export class TranscriptPanel implements Panel {
    readonly id = 'transcript';
    readonly title = 'Transcript';
    readonly element: HTMLElement;
    private readonly list = make('div', { class: 'entries' });
    private readonly none = make('p', { class: 'quiet' }, 'No command has been run yet.');
    private readonly articles = new Map<number, HTMLElement>();
    private stale = true;
    private asking = false;
    private terminal = '1';

    constructor(private readonly session: Session) {
        this.element = make('div', { class: 'transcript scroll', tabindex: 0 }, this.none, this.list);
        session.on('command', () => this.changed());
        session.on('again', () => this.changed());
    }

    private changed(): void {
        this.stale = true;
        if (!this.element.hidden)
            void this.refresh();
    }

    shown(): void {
        const terminal = this.session.typist?.name ?? '1';
        if (terminal !== this.terminal) {
            this.terminal = terminal;
            this.articles.clear();
            this.list.replaceChildren();
            this.stale = true;
        }
        if (this.stale)
            void this.refresh();
    }

    focus(): void {
        this.element.focus();
    }

    private async refresh(): Promise<void> {
        if (this.asking)
            return;
        this.asking = true;
        try {
            while (this.stale) {
                this.stale = false;
                const entries = await this.session.entries(Math.max(0, ...[...this.articles.keys()].map(number => number - 1)), this.terminal);
                for (const entry of entries)
                    this.put(entry);
            }
        } catch (problem) {
            warn(problem);
        }
        this.asking = false;
        this.none.hidden = this.articles.size > 0;
    }

    private put(entry: Entry): void {
        const end = this.element.scrollTop + this.element.clientHeight >= this.element.scrollHeight - 8;
        const state = entry.running ? 'runs' : entry.status === 0 ? '✔ status 0' : `✖ status ${entry.status}`;
        const article = make('article', { 'aria-label': `Command ${entry.number}` },
            make('h3', {}, make('code', {}, entry.command)),
            make('p', { class: `verdict ${entry.running ? '' : entry.status === 0 ? 'good' : 'bad'}` }, state),
            entry.output ? make('pre', { tabindex: 0, role: 'group', 'aria-label': 'Output' }, entry.output) : make('p', { class: 'quiet' }, 'no output'),
            entry.truncated ? make('p', { class: 'quiet' }, 'The beginning is left out: it was too long.') : null);
        const old = this.articles.get(entry.number);
        if (old)
            old.replaceWith(article);
        else
            this.list.append(article);
        this.articles.set(entry.number, article);
        if (end)
            this.element.scrollTop = this.element.scrollHeight;
    }
}
