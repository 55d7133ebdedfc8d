// The trace: the last requests, and each of them hop by hop, forth and back.
import { type Hop, type Request } from './api';
import { say } from './announce';
import { button, make, redraw, replace } from './dom';
import { type Panel } from './tabs';
import { stepOfKey } from './settings';
import { hopPlace, hopSentence, isBad, isRefused, outcome, requestTitle } from './words';

function bytes(title: string, text: string): HTMLElement {
    return make('details', {}, make('summary', {}, title), make('pre', { tabindex: 0, role: 'group', 'aria-label': title }, text));
}

/** A policy's manifest, with the lines that decided. */
function manifest({ policy, text, line, lines }: NonNullable<Hop['manifest']>): HTMLElement {
    const all = text.replace(/\n$/, '').split('\n').map((one, at) => {
        const decides = at + 1 >= line && at + 1 < line + lines;
        return make(decides ? 'mark' : 'span', {}, `${decides ? '▶ ' : '  '}${one}\n`);
    });
    const show = (event: Event): void => (event.target as Element).querySelector('mark')?.scrollIntoView({ block: 'nearest' });
    return make('details', { on: { toggle: show } }, make('summary', {}, `${policy}, line ${line}`), make('pre', { tabindex: 0, role: 'group', 'aria-label': policy }, ...all));
}

/** A hop's account: in the trace as an item of a list, in the mesh as what a click shows. */
export function hopAccount(hop: Hop): HTMLElement {
    return make('div', { class: 'hop' },
        make('p', {}, make('strong', {}, hopPlace(hop)), ' ', make('span', { class: `verdict ${isBad(hop.verdict) ? 'bad' : 'good'}` },
            `${isBad(hop.verdict) ? '✖' : '✔'} ${hop.verdict}`), hop.status ? ` ${hop.status}` : null),
        make('p', {}, hop.why),
        hop.identity ? make('p', { class: 'quiet' }, 'identity seen here: ', make('code', {}, hop.identity)) : null,
        hop.policy ? make('p', {}, 'decided by ', make('strong', {}, hop.policy), hop.rule !== undefined && hop.rule >= 0 ? `, rule ${hop.rule}` : null) : null,
        hop.closest ? make('p', { class: 'closest' }, 'came closest: ', make('strong', {}, hop.closest.policy), `: ${hop.closest.text}`) : null,
        hop.manifest ? manifest(hop.manifest) : null,
        hop.bytes ? bytes(hop.reads ? 'Bytes, read here' : 'Bytes, passed on unread', hop.bytes) : null,
        hop.answer ? bytes('Bytes of the answer', hop.answer) : null);
}

export class TracePanel implements Panel {
    readonly id = 'trace';
    readonly title = 'Trace';
    readonly element: HTMLElement;
    private readonly list = make('ul', { class: 'requests' });
    private readonly none = make('p', { class: 'quiet' }, 'No request has been sent yet.');
    private readonly one = make('div', { class: 'one', tabindex: -1, role: 'group', 'aria-label': 'The request, step by step' });
    private requests: Request[] = [];
    private chosen: string | null = null;
    private step = 1;
    private drawn = '';
    private near: Request | null = null; // the chosen one, with bytes and manifests

    constructor(private readonly closely: (request: Request) => Promise<Request | null>) {
        this.element = make('div', { class: 'trace' }, make('div', { class: 'scroll' }, this.none, this.list), this.one);
        this.one.addEventListener('keydown', event => {
            const by = stepOfKey(event.key);
            if (by) {
                this.go(by);
                event.preventDefault();
            } else if (event.key === 'Escape') {
                this.close();
                event.preventDefault();
            }
        });
    }

    focus(): void {
        (this.list.querySelector<HTMLElement>('[aria-current=true]') ?? this.list.querySelector<HTMLElement>('button') ?? this.element.closest('section')
            ?.querySelector<HTMLElement>('[aria-selected=true]'))?.focus();
    }

    show(requests: Request[]): void {
        this.requests = requests;
        this.none.hidden = requests.length > 0;
        if (this.chosen && !requests.some(request => request.id === this.chosen))
            this.chosen = null;
        const focused = this.list.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset['id'] : null;
        replace(this.list, ...[...requests].reverse().map(request => make('li', {}, this.row(request))));
        if (focused)
            this.list.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
        this.draw();
    }

    private row(request: Request): HTMLElement {
        const bad = isRefused(request);
        const row = button('', () => this.open(request.id), { class: 'request', 'data-id': request.id });
        row.append(make('span', { class: `verdict ${bad ? 'bad' : 'good'}` }, `${bad ? '✖' : '✔'} ${outcome(request)}`), ` ${requestTitle(request)}`);
        return row;
    }

    /** Shows a request from its first hop on. */
    open(id: string, step = 1): void {
        this.chosen = id;
        this.step = step;
        this.near = null;
        this.draw();
        this.one.focus();
        this.tell();
        const request = this.request;
        if (request)
            void this.closely(request).then(near => {
                if (near && this.chosen === id) {
                    this.near = near;
                    this.draw();
                }
            });
    }

    private close(): void {
        const id = this.chosen;
        this.chosen = null;
        this.draw();
        this.list.querySelector<HTMLElement>(`[data-id="${CSS.escape(id ?? '')}"]`)?.focus();
    }

    private get request(): Request | undefined {
        return this.near?.id === this.chosen && this.near ? this.near : this.requests.find(request => request.id === this.chosen);
    }

    private go(by: number): void {
        const count = this.request?.hops.length ?? 0;
        this.step = Math.min(Math.max(this.step + by, 1), Math.max(count, 1));
        this.draw();
        this.one.querySelector('[aria-current=step]')?.scrollIntoView({ block: 'nearest' });
        this.tell();
    }

    private tell(): void {
        const request = this.request, hop = request?.hops[this.step - 1];
        if (request && hop)
            say(hopSentence(hop, this.step, request.hops.length) +
                (this.step === request.hops.length ? ` Came to: ${outcome(request)}.` : ''), true);
    }

    private draw(): void {
        for (const row of this.list.querySelectorAll<HTMLElement>('button'))
            if (row.dataset['id'] === this.chosen)
                row.setAttribute('aria-current', 'true');
            else
                row.removeAttribute('aria-current');
        const request = this.request;
        this.element.classList.toggle('opened', Boolean(request));
        this.one.hidden = !request;
        const drawn = request ? JSON.stringify([request, this.step]) : '';
        if (!request || drawn === this.drawn)
            return; // who has opened something in it reads on
        this.drawn = drawn;
        const count = request.hops.length, last = this.step >= count;
        redraw(this.one,
            make('div', { class: 'bar' }, button('◀ Back', () => this.go(-1), { disabled: this.step <= 1 }), button('Step ▶', () => this.go(1), { disabled: last }),
                button('All', () => this.go(count), { disabled: last }),
                make('span', { class: 'quiet' }, `${Math.min(this.step, count)} of ${count} hops`), make('span', { class: 'gap' }), button('Close', () => this.close())),
            make('p', {}, make('strong', {}, requestTitle(request))),
            make('ol', { class: 'hops' }, ...request.hops.slice(0, this.step).map((hop, at) =>
                make('li', at === this.step - 1 ? { 'aria-current': 'step' } : {}, hopAccount(hop)))),
            last ? make('p', { class: `verdict ${isRefused(request) ? 'bad' : 'good'}` }, `came to: ${outcome(request)}`) : null,
            last && request.returned ? bytes('Bytes that the client got', request.returned) : null);
    }
}
