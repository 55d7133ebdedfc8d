// How requests, flows and points read: the same words in the picture, the tables and what is said.
import { type Hop, type Point, type Request, type Task } from './api';

export function isBad(verdict: string): boolean {
    return verdict === 'deny' || verdict === 'refuse';
}

export function outcome(of: { status: number; error: string }): string {
    return of.status ? String(of.status) : of.error || 'connected';
}

export function isRefused(of: { status: number; error: string }): boolean {
    return of.error !== '' || of.status >= 400;
}

export function who(client: string): string {
    return client || 'this machine';
}

export function requestTitle(request: Request): string {
    const what = request.method ? `${request.method} ${request.url || `${request.host}${request.path}`}` :
        `connect to ${request.address}:${request.port}`;
    return `${what} from ${who(request.client)}`;
}

/** What became of a request, in one sentence. */
export function requestSentence(request: Request): string {
    const stopped = request.hops.find(hop => isBad(hop.verdict));
    return `${requestTitle(request)}: ${outcome(request)}${stopped ? `, stopped by the ${stopped.at}: ${decidingClause(stopped)}` : ''}.`;
}

/** "ztunnel finance/curl" */
export function hopPlace(hop: Hop): string {
    return hop.where ? `${hop.at} ${hop.where}` : hop.at;
}

/** spiffe://cluster.local/ns/finance/sa/curl: finance/curl */
export function shortIdentity(identity: string): string {
    const match = /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(identity);
    return match ? `${match[1]}/${match[2]}` : identity;
}

/** One sentence for a hop: what a reader of the screen hears at each step. */
export function hopSentence(hop: Hop, number: number, count: number): string {
    const parts = [`Hop ${number} of ${count}: ${hopPlace(hop)}, ${hop.verdict}. ${hop.why}.`];
    if (hop.identity)
        parts.push(`Identity seen: ${hop.identity}.`);
    if (hop.policy)
        parts.push(`Decided by ${hop.policy}${hop.rule !== undefined && hop.rule >= 0 ? `, rule ${hop.rule}` : ''}.`);
    if (hop.closest)
        parts.push(`Came closest: ${hop.closest.policy}: ${hop.closest.text}.`);
    return parts.join(' ').replace(/\.\.+/g, '.');
}

/** What decided, in few words: for under the place where a request stopped. */
export function decidingClause(hop: Hop): string {
    if (hop.closest)
        return `${hop.closest.policy}: ${hop.closest.text}`;
    return hop.policy ? `${hop.policy}, rule ${hop.rule ?? 0}` : hop.why;
}

/** Lines of at most [width] letters, [most] of them; what does not fit ends with an ellipsis. */
export function wrap(text: string, width: number, most: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(/\s+/).flatMap(one => one.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
        if (line && line.length + 1 + word.length > width) {
            lines.push(line);
            line = word;
        } else {
            line = line ? `${line} ${word}` : word;
        }
    }
    if (line)
        lines.push(line);
    if (lines.length > most) {
        lines.length = most;
        lines[most - 1] = `${lines[most - 1]!.slice(0, width - 1)}…`;
    }
    return lines;
}

export type TaskState = 'done' | 'open' | 'to come' | 'extra';

/** The first required task that is not on record is the open one. */
export function statesOf(tasks: Pick<Task, 'recorded' | 'optional'>[]): TaskState[] {
    let found = false;
    return tasks.map(task => {
        if (task.recorded)
            return 'done';
        if (task.optional)
            return 'extra';
        const state = found ? 'to come' : 'open';
        found = true;
        return state;
    });
}

/** How to get from the present to point [to]: which action, how often; null: one is there. */
export function way(points: Pick<Point, 'present'>[], to: number): { action: 'undo' | 'redo'; count: number } | null {
    const present = points.findIndex(point => point.present);
    if (to === present || present < 0)
        return null;
    return to < present ? { action: 'undo', count: present - to } : { action: 'redo', count: to - present };
}

export function changeText(change: { kind: string; namespace: string; name: string; what: string }): string {
    return `${change.kind} ${change.namespace ? `${change.namespace}/` : ''}${change.name} ${change.what}`;
}

export function flipText(flip: { request: string; before: string; after: string }): string {
    return `${flip.request}: ${flip.after}, was ${flip.before}`;
}
