// One sitting as the panels see it: what can be asked and done, and who is told when something happened.
import { Api, Refused, type Entry, type Lab, type Result, type Tasks } from './api';
import { say, warn } from './announce';

export interface Events {
    tasks: Tasks;                                       // on record
    command: { terminal: string; number: number; status: number };
    changed: string[];                                  // "requests", "mesh", ...: ask again
    status: { terminal: string; busy: boolean; saved: boolean };
    note: { title: string; text: string };              // a hint, an account: for the side panel
    watched: boolean;                                   // the instructor looks on
    instructor: void;                                   // a hint was sent, or a question: look at the lab again
    again: void;                                        // the server came back: everything may be another
}

/** What a terminal's panel does for others. */
export interface Typist {
    id: string; // of its panel
    name: string;
    connect(): void;
    put(text: string, enter: boolean): boolean; // false: there is no connection
    focus(): void;
}

export class Session {
    private readonly listeners: { [Name in keyof Events]?: ((event: Events[Name]) => void)[] } = {};
    readonly typists: Typist[] = [];
    typist: Typist | null = null;
    reveal: (panel: string) => void = () => undefined; // brings a panel into sight
    lost = false; // a terminal has said that the server is not there

    constructor(readonly api: Api, public lab: Lab) {}

    get path(): string {
        return `/sessions/${this.lab.id}`;
    }

    on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): void {
        const list: ((event: Events[Name]) => void)[] = this.listeners[name] ?? [];
        list.push(listener);
        (this.listeners as Record<string, unknown>)[name] = list;
    }

    tell<Name extends keyof Events>(name: Name, event: Events[Name]): void {
        for (const listener of this.listeners[name] ?? [])
            listener(event);
    }

    get<Answer>(path: string): Promise<Answer> {
        return this.api.get<Answer>(this.path + path);
    }

    list<Row>(path: string, name: string): Promise<Row[]> {
        return this.api.list<Row>(this.path + path, name);
    }

    /** Something that the page looks up by itself failed: of a server that is not there that is no news, and takes no place. */
    warnOfLook(problem: unknown): void {
        if (!this.lost || !(problem instanceof Refused) || problem.status !== 0)
            warn(problem);
    }

    /** The rows, or null: then it is said what went wrong. */
    async lookList<Row>(path: string, name: string): Promise<Row[] | null> {
        try {
            return await this.list<Row>(path, name);
        } catch (problem) {
            this.warnOfLook(problem);
            return null;
        }
    }

    /** Asks, and says what went wrong; null then. */
    async look<Answer>(path: string): Promise<Answer | null> {
        try {
            return await this.get<Answer>(path);
        } catch (problem) {
            this.warnOfLook(problem);
            return null;
        }
    }

    /** Runs an action's command at the prompt. Its words go to the side panel too, where they stay. */
    async act(name: string, count?: number): Promise<Result | null> {
        try {
            const result = await this.api.post<Result>(`${this.path}/actions/${name}`,
                { terminal: this.typist?.name ?? '1', wait: 10000, ...(count === undefined ? {} : { count }) });
            const text = result.output.trim();
            if (['hint', 'check', 'why', 'solution'].includes(name) && text)
                this.tell('note', { title: name, text });
            if (result.line)
                say(`${text ? `${text} ` : ''}It stands at the prompt: Enter runs it.`);
            else
                say(text ? `${name}: ${text}` : `${name}: ${result.status === 0 ? 'done' : `ended with status ${result.status}`}`);
            if (result.moving)
                await this.moveTo(result.moving);
            return result;
        } catch (problem) {
            warn(problem);
            return null;
        }
    }

    /** Types a block at the prompt; it waits for Enter where [enter] is false. */
    put(text: string, enter: boolean): void {
        const typist = this.typist ?? this.typists[0];
        if (typist)
            this.reveal(typist.id);
        if (!typist) {
            warn('This challenge has no terminal.');
        } else if (!typist.put(text, enter)) {
            warn('The terminal is not connected at the moment.');
        } else if (!enter) {
            say('It stands at the prompt: Enter runs it.');
            typist.focus();
        }
    }

    async moveTo(challenge: string): Promise<void> {
        try {
            const lab = await this.api.post<Lab>('/sessions', { challenge });
            location.assign(`/lab/${encodeURIComponent(lab.id)}`);
        } catch (problem) {
            warn(problem);
        }
    }

    async leave(): Promise<void> {
        try {
            await this.api.ask<void>('DELETE', this.path);
        } catch (problem) {
            if (!(problem instanceof Refused && problem.status === 404)) {
                warn(problem);
                return;
            }
        }
        location.assign('/');
    }

    entries(after: number, terminal: string): Promise<Entry[]> {
        return this.list(`/transcript?terminal=${encodeURIComponent(terminal)}&after=${after}`, 'entries');
    }
}
