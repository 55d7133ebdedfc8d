// The mesh as a picture (dagre says where, we draw) and as tables. Requests travel over it as they happen: with a lock where
// bytes are encrypted, the identity that is seen, and the verdict; a refused one stays where it was refused, with the clause
// that decided under it. Who wants no motion, steps.
import { graphlib, layout } from '@dagrejs/dagre';
import { type Hop, type Mesh, type Request } from './api';
import { say } from './announce';
import { button, draw, later, make, redraw, replace } from './dom';
import { change, onSettings, settings, stepOfKey, stepsOnly } from './settings';
import { type Panel } from './tabs';
import { journey, topologyOf, type Place, type Stop, type Topology } from './topology';
import { hopAccount } from './trace';
import { decidingClause, hopSentence, isBad, isRefused, outcome, requestTitle, shortIdentity, who, wrap } from './words';

interface Spot { x: number; y: number; width: number; height: number }
interface Point { x: number; y: number }

const travelTime = 650, restTime = 700;

export class MeshPanel implements Panel {
    readonly id = 'mesh';
    readonly title = 'Mesh';
    readonly element: HTMLElement;
    private readonly picture = make('div', { class: 'picture' });
    private readonly tables = make('div', { class: 'tables scroll', tabindex: 0, role: 'group', 'aria-label': 'The mesh as tables' });
    private readonly account = make('div', { class: 'account' });
    private readonly travel: SVGGElement = draw('g', { class: 'travel' });
    private readonly view: HTMLButtonElement;
    private readonly pause: HTMLButtonElement;
    private mesh: Mesh | null = null;
    private topology: Topology = { places: new Map(), ways: new Map(), namespaces: [] };
    private spots = new Map<string, Spot>();
    private lines = new Map<string, Point[]>();
    private requests: Request[] = [];
    private waiting: Request[] = [];
    private current: Request | null = null;
    private stops: Stop[] = [];
    private step = 0;
    private running = 0; // of the animation that may go on
    private paused = false;
    private drawn = '';

    constructor(private readonly openTrace: (id: string, step: number) => void,
        private readonly closely: (request: Request) => Promise<Request | null>) {
        this.view = button('Table', () => change({ meshAs: settings.meshAs === 'table' ? 'picture' : 'table' }));
        this.pause = button('Pause', () => this.setPaused(!this.paused), { 'aria-pressed': 'false' });
        this.element = make('div', { class: 'mesh' },
            make('div', { class: 'bar' }, button('◀ Back', () => this.go(-1)), button('Step ▶', () => this.go(1)), button('Replay', () => this.replay()),
                this.pause, make('span', { class: 'gap' }), this.view),
            make('div', { class: 'body', tabindex: 0, role: 'group', 'aria-label': 'The mesh' }, this.picture, this.tables, this.account));
        onSettings(() => this.arrange());
        new ResizeObserver(later(150, () => this.redraw())).observe(this.picture);
        this.element.addEventListener('keydown', event => {
            const by = stepOfKey(event.key);
            if (by && !(event.target instanceof HTMLElement && event.target.closest('.scroll'))) {
                this.go(by);
                event.preventDefault();
            }
        });
    }

    shown(): void {
        this.redraw();
    }

    focus(): void {
        (this.element.querySelector<HTMLElement>('.bar button') ?? this.element).focus();
    }

    private arrange(): void {
        const table = settings.meshAs === 'table';
        this.tables.hidden = !table;
        this.picture.hidden = table;
        this.view.textContent = table ? 'Picture' : 'Table';
        this.redraw();
    }

    /** What is so now; [fresh] requests came since, oldest first. */
    show(mesh: Mesh, requests: Request[], fresh: Request[]): void {
        this.mesh = mesh;
        this.requests = requests;
        this.topology = topologyOf(mesh);
        this.fillTables();
        this.redraw();
        if (this.current && !requests.some(request => request.id === this.current?.id))
            this.choose(null);
        if (!fresh.length)
            return;
        this.waiting = [...this.waiting, ...fresh].slice(-4);
        if (!this.current || !this.running)
            this.next();
    }

    // --- the picture ---

    private redraw(): void {
        if (!this.mesh || !this.element.clientWidth || this.picture.hidden || !this.picture.clientWidth)
            return;
        const { clientWidth: width, clientHeight: height } = this.picture;
        const shape = JSON.stringify([this.mesh, Math.round(width / 40), Math.round(height / 40)]);
        if (shape !== this.drawn) {
            this.drawn = shape;
            this.layOut(width, height);
        }
        this.drawTravel();
    }

    /** From left to right, or from top to bottom: as it is drawn larger. */
    private layOut(width: number, height: number): void {
        const scale = (graph: graphlib.Graph): number => {
            const size = graph.graph() as { width?: number; height?: number };
            return Math.min(width / Math.max(size.width ?? 1, 1), height / (Math.max(size.height ?? 1, 1) + 60));
        };
        const [across, down] = [this.place('LR'), this.place('TB')];
        const graph = scale(across) >= scale(down) ? across : down;
        this.spots.clear();
        this.lines.clear();
        for (const id of this.topology.places.keys())
            this.spots.set(id, graph.node(id) as Spot);
        for (const edge of graph.edges())
            this.lines.set(`${edge.v}\n${edge.w}`, (graph.edge(edge) as { points: Point[] }).points);
        this.paint(graph);
    }

    private place(rankdir: 'LR' | 'TB'): graphlib.Graph {
        const graph = new graphlib.Graph({ compound: true });
        graph.setGraph({ rankdir, nodesep: 30, ranksep: rankdir === 'TB' ? 46 : 70, marginx: 12, marginy: 12 });
        graph.setDefaultEdgeLabel(() => ({}));
        for (const { name } of this.topology.namespaces)
            graph.setNode(`namespace ${name}`, {});
        for (const place of this.topology.places.values()) {
            const letters = Math.max(place.title.length, place.detail.length * 0.85);
            graph.setNode(place.id, { width: Math.max(96, letters * 8 + 34), height: 46 });
            if (place.namespace && graph.hasNode(`namespace ${place.namespace}`))
                graph.setParent(place.id, `namespace ${place.namespace}`);
        }
        for (const way of this.topology.ways.values())
            graph.setEdge(way.from, way.to, {});
        layout(graph);
        return graph;
    }

    private paint(graph: graphlib.Graph): void {
        const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
        const svg = draw('svg', { viewBox: `0 -6 ${Math.max(width, 60)} ${Math.max(height, 40) + 66}`, role: 'group', 'aria-label': this.sentence() });
        svg.style.maxWidth = `${Math.max(width, 60) * 1.6}px`;
        svg.append(draw('defs', {}, draw('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
            draw('path', { d: 'M0 0 8 4 0 8z', class: 'head' }))));
        const labels: SVGTextElement[] = [];
        for (const namespace of this.topology.namespaces) {
            const box = graph.node(`namespace ${namespace.name}`) as Spot;
            if (!box.width)
                continue;
            const kind = `namespace ${namespace.mode ? 'in' : 'out'}`, left = box.x - box.width / 2, top = box.y - box.height / 2;
            svg.append(draw('rect', { class: kind, x: left, y: top, width: box.width, height: box.height, rx: 10 }));
            labels.push(draw('text', { class: kind, x: left + 8, y: top + 13 }, `${namespace.name} · ${namespace.mode ? 'mesh' : 'no mesh'}`));
        }
        for (const way of this.topology.ways.values()) {
            const flow = way.flows[way.flows.length - 1];
            const toStop = flow && isRefused(flow) && flow.stopped === 'ztunnel' ? 'refused' : '';
            svg.append(draw('path', {
                class: `way ${way.kind} ${flow ? `${flow.encrypted ? 'locked' : 'plain'} ${toStop}` : ''}`,
                d: this.curve(this.lines.get(`${way.from}\n${way.to}`) ?? []), 'marker-end': 'url(#arrow)',
            }));
        }
        for (const place of this.topology.places.values())
            svg.append(this.paintPlace(place));
        svg.append(...labels, this.travel);
        replace(this.picture, this.topology.places.size ? svg : make('p', { class: 'quiet' }, 'No workload runs here yet.'));
    }

    private paintPlace(place: Place): SVGGElement {
        const { x, y, width, height } = this.spots.get(place.id)!;
        const left = x - width / 2, top = y - height / 2;
        const shape = place.kind === 'waypoint' ?
            draw('polygon', { points: `${left + 12},${top} ${left + width - 12},${top} ${left + width},${y} ${left + width - 12},${top + height} ${left + 12},${top + height} ${left},${y}` }) :
            draw('rect', { x: left, y: top, width, height, rx: place.kind === 'service' ? height / 2 : 6 });
        return draw('g', { class: `place ${place.kind} ${place.ready ? '' : 'unready'}` }, shape,
            draw('text', { x, y: y - 3, 'text-anchor': 'middle', class: 'name' }, place.title),
            draw('text', { x, y: y + 13, 'text-anchor': 'middle', class: 'detail' }, place.detail));
    }

    private curve(points: Point[]): string {
        if (points.length < 2)
            return '';
        let path = `M${points[0]!.x} ${points[0]!.y}`;
        for (let i = 1; i < points.length - 1; i++) {
            const middle = { x: (points[i]!.x + points[i + 1]!.x) / 2, y: (points[i]!.y + points[i + 1]!.y) / 2 };
            path += ` Q${points[i]!.x} ${points[i]!.y} ${middle.x} ${middle.y}`;
        }
        return `${path} L${points[points.length - 1]!.x} ${points[points.length - 1]!.y}`;
    }

    private sentence(): string {
        const mesh = this.mesh!;
        const joined = mesh.namespaces.filter(namespace => namespace.mode).map(namespace => namespace.name);
        return `The mesh: ${mesh.workloads.length} workloads; in the mesh: ${joined.join(', ') || 'no namespace'}. The button Table shows it as tables.`;
    }

    // --- requests on their way ---

    private choose(request: Request | null): void {
        this.current = request;
        this.stops = request && this.mesh ? journey(this.mesh, this.topology, request) : [];
        this.step = 0;
        this.running++;
        if (request)
            void this.closely(request).then(near => {
                if (!near || this.current !== request)
                    return;
                this.stops = this.stops.map((stop, at) => ({ ...stop, hop: near.hops[at] ?? stop.hop }));
                this.drawTravel();
            });
    }

    private next(): void {
        const request = this.waiting.shift();
        if (!request) {
            this.running = 0;
            return;
        }
        this.choose(request);
        if (stepsOnly() || this.paused || !this.element.clientWidth || this.picture.hidden) {
            this.step = stepsOnly() || this.paused ? 0 : this.stops.length - 1;
            this.waiting = [];
            this.running = 0;
            this.drawTravel();
            return;
        }
        void this.animate(this.running);
    }

    private replay(): void {
        const request = this.current ?? this.requests[this.requests.length - 1];
        if (!request) {
            say('No request has been sent yet.');
            return;
        }
        this.setPaused(false);
        this.waiting = [request];
        this.next();
    }

    private setPaused(paused: boolean): void {
        this.paused = paused;
        this.pause.setAttribute('aria-pressed', String(paused));
        if (paused)
            this.running = 0;
    }

    private go(by: number): void {
        this.running = 0;
        this.waiting = [];
        if (!this.current) {
            this.choose(this.requests[this.requests.length - 1] ?? null);
            this.running = 0;
        } else {
            this.step = Math.min(Math.max(this.step + by, 0), this.stops.length - 1);
        }
        this.drawTravel();
        const stop = this.stops[this.step];
        say(stop ? hopSentence(stop.hop, this.step + 1, this.stops.length) : 'No request has been sent yet.', true);
    }

    private async animate(run: number): Promise<void> {
        for (let at = 0; at < this.stops.length && this.running === run; at++) {
            await this.moveTo(at, run);
            if (this.running !== run)
                return;
            this.step = at;
            this.drawTravel();
            await new Promise(done => setTimeout(done, isBad(this.stops[at]!.hop.verdict) ? 2 * restTime : restTime / 2));
        }
        if (this.running === run)
            this.next();
    }

    /** The points that a request passes from stop [at] - 1 to stop [at]. */
    private route(at: number): Point[] {
        const stop = this.stops[at]!, before = this.stops[at - 1];
        const places = [before?.place ?? stop.place, ...stop.through, stop.place];
        const points: Point[] = [];
        for (let i = 0; i + 1 < places.length; i++) {
            const from = places[i]!, to = places[i + 1]!;
            if (from === to)
                continue;
            const a = this.spots.get(from), b = this.spots.get(to);
            if (a && b)
                points.push(a, ...(this.lines.get(`${from}\n${to}`) ?? []), b);
        }
        return points;
    }

    private moveTo(at: number, run: number): Promise<void> {
        const points = this.route(at);
        if (points.length < 2)
            return Promise.resolve();
        const lengths = points.slice(1).map((point, i) => Math.hypot(point.x - points[i]!.x, point.y - points[i]!.y));
        const whole = lengths.reduce((sum, length) => sum + length, 0);
        const dot = this.dot(this.stops[at]!);
        this.travel.append(dot);
        const began = performance.now();
        return new Promise(done => {
            const frame = (now: number): void => {
                let left = Math.min((now - began) / travelTime, 1) * whole, i = 0;
                while (i < lengths.length - 1 && left > lengths[i]!)
                    left -= lengths[i++]!;
                const share = lengths[i] ? left / lengths[i]! : 1, a = points[i]!, b = points[i + 1]!;
                dot.setAttribute('transform', `translate(${a.x + (b.x - a.x) * share} ${a.y + (b.y - a.y) * share})`);
                if (now - began < travelTime && this.running === run) {
                    requestAnimationFrame(frame);
                } else {
                    dot.remove();
                    done();
                }
            };
            requestAnimationFrame(frame);
        });
    }

    private dot(stop: Stop): SVGGElement {
        const identity = stop.hop.identity ? ` ${shortIdentity(stop.hop.identity)}` : '';
        return draw('g', { class: `dot ${stop.locked ? 'locked' : 'plain'}` }, draw('circle', { r: 7 }),
            draw('text', { x: 11, y: -8 }, `${stop.locked ? '🔒' : '🔓'}${identity}`));
    }

    /** The request where it stands: badges for the hops so far, what decided under the place that refused it. */
    private drawTravel(): void {
        this.travel.replaceChildren();
        const request = this.current, count = this.stops.length;
        if (!request || !count) {
            replace(this.account, make('p', { class: 'quiet' }, request ? `${requestTitle(request)}: ${outcome(request)}` : 'No request has been sent yet. The first one shows here.'));
            return;
        }
        const perPlace = new Map<string, number>();
        for (let at = 0; at <= this.step; at++)
            this.drawHop(at, perPlace);
        const stop = this.stops[this.step]!, last = this.step === count - 1;
        redraw(this.account,
            make('p', {}, make('strong', {}, requestTitle(request)), last ? make('span', { class: `verdict ${isRefused(request) ? 'bad' : 'good'}` },
                ` ${isRefused(request) ? '✖' : '✔'} ${outcome(request)}`) : null, make('span', { class: 'quiet' }, ` hop ${this.step + 1} of ${count}`)),
            make('div', { class: 'hop-buttons', role: 'group', 'aria-label': 'Hops' }, ...this.stops.map((one, at) => button(`${at + 1} ${one.hop.at} ${isBad(one.hop.verdict) ? '✖' : '✔'}`,
                () => this.pick(at), at === this.step ? { 'aria-current': 'step' } : {}))),
            hopAccount(stop.hop),
            button('In the trace', () => this.openTrace(request.id, this.step + 1)));
    }

    private pick(at: number): void {
        this.running = 0;
        this.waiting = [];
        this.step = at;
        this.drawTravel();
        const stop = this.stops[at]!;
        say(hopSentence(stop.hop, at + 1, this.stops.length), true);
        this.account.querySelector<HTMLElement>('[aria-current=step]')?.focus();
    }

    private drawHop(at: number, perPlace: Map<string, number>): void {
        const stop = this.stops[at]!, spot = this.spots.get(stop.place);
        if (!spot)
            return;
        const nth = perPlace.get(stop.place) ?? 0, bad = isBad(stop.hop.verdict), now = at === this.step;
        perPlace.set(stop.place, nth + 1);
        const x = spot.x + spot.width / 2 - 8 - nth * 24, y = spot.y - spot.height / 2 - 4;
        this.travel.append(draw('g', {
            class: `badge ${bad ? 'bad' : 'good'} ${now ? 'now' : ''}`, transform: `translate(${x} ${y})`, on: { click: () => this.pick(at) } as never,
        }, draw('title', {}, hopSentence(stop.hop, at + 1, this.stops.length)), draw('circle', { r: 11 }),
            draw('text', { 'text-anchor': 'middle', y: 4 }, bad ? '✖' : String(at + 1))));
        if (bad && now)
            this.drawClause(stop.hop, spot);
    }

    private drawClause(hop: Hop, spot: Spot): void {
        const lines = wrap(decidingClause(hop), 38, 3), width = Math.max(...lines.map(line => line.length)) * 6.7 + 14;
        const left = Math.max(spot.x - width / 2, 2), top = spot.y + spot.height / 2 + 4;
        this.travel.append(draw('g', { class: 'clause' }, draw('rect', { x: left, y: top, width, height: lines.length * 15 + 8, rx: 5 }),
            ...lines.map((line, at) => draw('text', { x: left + 7, y: top + 16 + at * 15 }, line))));
    }

    // --- the same as tables ---

    private fillTables(): void {
        const mesh = this.mesh!;
        const grid = (caption: string, head: string[], rows: (string | Node)[][]): HTMLElement => make('table', {}, make('caption', {}, caption),
            make('thead', {}, make('tr', {}, ...head.map(text => make('th', { scope: 'col' }, text)))),
            make('tbody', {}, ...(rows.length ? rows.map(row => make('tr', {}, ...row.map(cell => make('td', {}, cell)))) :
                [make('tr', {}, make('td', { colspan: head.length }, 'none yet'))])));
        replace(this.tables,
            grid('Requests so far, by who asked whom', ['From', 'Method', 'To', 'Waypoint', 'Encrypted', 'Outcome', 'Stopped by', 'Why', 'Times', 'Hops'],
                [...mesh.flows].reverse().map(flow => [who(flow.from), flow.method, flow.to, flow.via || '-', flow.encrypted ? '🔒 mTLS' : 'plain text',
                    `${isRefused(flow) ? '✖' : '✔'} ${outcome(flow)}`, flow.stopped || '-', flow.why || '-', String(flow.count),
                    button('step', () => this.openTrace(String(flow.request), 1), { 'aria-label': `step through ${flow.method} ${flow.to} from ${who(flow.from)}` })])),
            grid('Workloads', ['Namespace', 'Workload', 'Kind', 'In the mesh', 'Account', 'Ready'],
                mesh.workloads.map(row => [row.namespace, row.name, row.kind, row.kind === 'waypoint' || row.captured ? 'yes' : 'no ztunnel', row.account, `${row.ready} of ${row.pods}`])),
            grid('Services', ['Service', 'Port', 'Waypoint', 'Ready', 'Workloads'],
                mesh.services.map(row => [row.key, String(row.port), row.waypoint || '-', String(row.ready), (row.workloads ?? []).join(', ') || '-'])),
            grid('Namespaces', ['Namespace', 'Mode', 'Waypoint'], mesh.namespaces.map(row => [row.name, row.mode || 'not in the mesh', row.waypoint || '-'])));
    }
}
