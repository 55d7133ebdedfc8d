// The REST API of web/README.md, as types and one way to ask.

export interface Task {
    index?: number;
    id: string;
    title: string;
    points: number;
    optional: boolean;
    recorded: boolean;
    verdict?: string;
    message?: string;
    account?: string[] | null;
}
export interface Tasks { tasks: Task[]; done: number; required: number; points?: number; possible?: number }
export interface Action { name: string; keys: string; command: string | null; help: string }
export interface Tab { title: string; type: string; path?: string }
export interface Lab {
    id: string;
    challenge: string;
    title: string;
    teaser: string;
    track: { slug: string; title: string; position: number; count: number } | null;
    next: string | null;
    moving: string | null;
    tabs: Tab[];
    saved: boolean;
    done: number;
    required: number;
    actions: Action[];
    hints?: string[]; // from the instructor of a class, the newest first
    offer?: string;   // "asked", "accepted": may the instructor type here?
    csrf: string;
}
/** A learner's session, as the instructor sees it. */
export interface Watched {
    id: string;
    learner: string; // their name
    title: string;
    done: number;
    required: number;
    offer: string;
    terminals: { name: string }[];
}
export interface Block {
    kind: 'heading' | 'paragraph' | 'list_item' | 'code' | 'callout' | 'table' | 'rule';
    level: number;
    language: string | null;
    info: string | null;
    label: string | null;
    icon: string | null;
    ascii: string | null;
    marker: string | null;
    text: string;
    html: string;
    runs: boolean;
}
export interface Closest { policy: string; rule?: number; clause?: string; field?: string; text: string }
export interface Hop {
    at: string;
    side: string;
    where: string;
    verdict: string;
    identity?: string;
    status?: number;
    policy?: string;
    rule?: number;
    why: string;
    closest?: Closest | null;
    // of one request that was asked for by its id:
    bytes?: string;  // seen here, on the way to the app; "": not known any more
    reads?: boolean; // or passed on unread
    answer?: string; // of the app
    manifest?: { policy: string; text: string; line: number; lines: number }; // that decided or came closest, and where in it
}
export interface Request {
    id: string;
    at: string;
    client: string;
    identity: string;
    method: string;
    url: string;
    host: string;
    path: string;
    address: string;
    port: number;
    service?: string;
    status: number;
    error: string;
    via: string;
    own: boolean;
    hops: Hop[];
    returned?: string; // the bytes that the client got
}
export interface Namespace { name: string; mode: string; waypoint: string }
export interface Workload {
    key: string;
    namespace: string;
    name: string;
    kind: string;
    captured: boolean;
    account: string;
    pods: number;
    ready: number;
    names?: string[]; // of its pods, "NS/POD"
}
export interface Service { key: string; address: string; port: number; ready: number; waypoint: string; workloads?: string[] }
export interface Flow {
    from: string;
    to: string;
    via: string;
    method: string;
    count: number;
    status: number;
    error: string;
    encrypted: boolean;
    stopped: string;
    policy: string;
    why: string;
    request?: number; // the last of them
}
export interface Mesh { namespaces: Namespace[]; workloads: Workload[]; services: Service[]; flows: Flow[] }
export interface Change { kind: string; namespace: string; name: string; what: string }
export interface Flip { request: string; before: string; after: string }
export interface Point { number: number; line: string; at: string; present: boolean; changes: Change[]; flips: Flip[] }
export interface Entry {
    number: number;
    command: string;
    status: number;
    output: string;
    running: boolean;
    truncated: boolean;
}
export interface Result { command: string; status: number; output: string; busy: boolean; line: string; moving: string | null }
export interface Problem {
    line: number;
    column: number;
    end_line?: number;
    end_column?: number;
    severity: string;
    message: string;
}
export interface Field { name: string; type: string; help: string; required?: boolean; values?: string[] | null }

/** The server said no, in words for a person. */
export class Refused extends Error {
    constructor(readonly status: number, readonly error: string, reason: string) {
        super(reason);
    }
}

export class Api {
    constructor(private readonly base: string, public csrf: string) {}

    async ask<Answer>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
        const all: Record<string, string> = { Accept: 'application/json', ...headers };
        const init: RequestInit = { method, headers: all, credentials: 'same-origin' };
        if (method !== 'GET') {
            all['X-CSRF-Token'] = this.csrf;
            all['Content-Type'] = 'application/json';
            init.body = JSON.stringify(body ?? {});
        }
        let answer: Response;
        try {
            answer = await fetch(this.base + path, init);
        } catch {
            throw new Refused(0, 'unreachable', 'The server does not answer.');
        }
        if (answer.status === 204)
            return undefined as Answer;
        const text = await answer.text();
        let value: unknown;
        try {
            value = JSON.parse(text);
        } catch {
            throw new Refused(answer.status, 'unreadable', `The server's answer (${answer.status}) is no JSON.`);
        }
        if (!answer.ok) {
            const told = value as { error?: string; reason?: string };
            throw new Refused(answer.status, told.error ?? 'error', told.reason ?? `The server answered ${answer.status}.`);
        }
        return value as Answer;
    }

    get<Answer>(path: string): Promise<Answer> {
        return this.ask('GET', path);
    }

    /** All rows of a list, which comes in parts. */
    async list<Row>(path: string, name: string): Promise<Row[]> {
        const rows: Row[] = [];
        for (let token = ''; ;) {
            const part = await this.get<Record<string, unknown>>(token ? `${path}${path.includes('?') ? '&' : '?'}continue=${encodeURIComponent(token)}` : path);
            rows.push(...(part[name] as Row[]));
            token = (part['metadata'] as { continue?: string } | undefined)?.continue ?? '';
            if (!token)
                return rows;
        }
    }

    post<Answer>(path: string, body?: unknown): Promise<Answer> {
        return this.ask('POST', path, body);
    }
}
