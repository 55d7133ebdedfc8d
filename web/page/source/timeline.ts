// The time line: each command that changed something, what it changed, and which requests it turned. A press goes there:
// the commands behind it are undone, or done again.
import { type Point } from './api';
import { button, make, replace } from './dom';
import { type Session } from './session';
import { type Panel } from './tabs';
import { changeText, flipText, way } from './words';

export class TimelinePanel implements Panel {
    readonly id = 'timeline';
    readonly title = 'Time line';
    readonly element: HTMLElement;
    private readonly list = make('ol', { class: 'points', reversed: true });
    private stale = true;

    constructor(private readonly session: Session) {
        this.element = make('div', { class: 'timeline scroll', tabindex: 0 }, this.list);
        session.on('changed', what => {
            if (!what.includes('timeline'))
                return;
            this.stale = true;
            if (!this.element.hidden)
                void this.refresh();
        });
        session.on('again', () => {
            this.stale = true;
        });
    }

    shown(): void {
        if (this.stale)
            void this.refresh();
    }

    focus(): void {
        this.element.focus();
    }

    private async refresh(): Promise<void> {
        this.stale = false;
        const points = await this.session.lookList<Point>('/timeline', 'points');
        if (!points)
            return;
        replace(this.list, ...points.map((point, at) => this.row(points, point, at)).reverse());
    }

    private row(points: Point[], point: Point, at: number): HTMLElement {
        const [first, ...more] = (point.line || 'the start').split('\n'), to = way(points, at);
        const go = to ? button('Go here', () => void this.session.act(to.action, to.count),
            { 'aria-label': `Go here: ${first}`, title: `${to.action} ${to.count}` }) : make('span', { class: 'badge' }, 'now');
        return make('li', point.present ? { class: 'point present', 'aria-current': 'true' } : { class: 'point' },
            make('div', { class: 'bar' }, make('code', {}, `${first}${more.length ? ' …' : ''}`), make('span', { class: 'gap' }), go),
            point.changes.length ? make('ul', { class: 'changes' }, ...point.changes.map(change => make('li', {}, changeText(change)))) : null,
            point.flips.length ? make('ul', { class: 'flips' }, ...point.flips.map(flip => make('li', {}, `⇄ ${flipText(flip)}`))) : null);
    }
}
