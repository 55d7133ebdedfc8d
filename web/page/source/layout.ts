// Where the panels are: on a wide page the lesson and the tasks on one side, work and views on the other, with bars between
// them; on a narrow one a single row of tabs. The order in the document is the order in which one reads and works.
import { make, replace } from './dom';
import { makeSplitter, type Splitter } from './splitter';
import { Tabs, type Panel } from './tabs';

export interface Panels { lesson: Panel; tasks: Panel; work: Panel[]; views: Panel[] }

const narrow = matchMedia('(max-width: 799px)');

export class Layout {
    readonly element = make('div', { class: 'work', id: 'work' });
    private readonly lesson: Tabs;
    private readonly tasks: Tabs;
    private readonly work: Tabs;
    private readonly views: Tabs;
    private readonly all: Tabs;
    private readonly left = make('main', { class: 'column left', id: 'lesson-side' });
    private readonly right = make('div', { class: 'column right' });
    private last: Element | null = null; // the group that has had the focus: a press on a button of the bar takes it away
    private readonly bars: { side: Splitter; tasks: Splitter; views: Splitter };

    constructor(private readonly panels: Panels, private readonly outside: HTMLElement) {
        const chosen = (): void => undefined;
        this.lesson = new Tabs('Lesson', chosen);
        this.tasks = new Tabs('Tasks', chosen);
        this.work = new Tabs('Terminal and files', chosen);
        this.views = new Tabs('Views', chosen);
        this.all = new Tabs('The lab', chosen);
        this.lesson.element.id = 'lesson-group';
        this.work.element.id = 'work-group';
        this.all.element.classList.add('whole');
        const moved = (): void => this.resized();
        this.bars = {
            side: makeSplitter({ name: 'side', label: 'Lesson', controls: 'lesson-side', upright: true, share: 40, whole: this.element, moved }),
            tasks: makeSplitter({ name: 'tasks', label: 'Lesson, above the tasks', controls: 'lesson-group', upright: false, share: 66, whole: this.left, moved }),
            views: makeSplitter({ name: 'views', label: 'Terminal and files, above the views', controls: 'work-group', upright: false, share: 55, whole: this.right, moved }),
        };
        this.element.addEventListener('focusin', event => {
            this.last = (event.target as Element).closest('.group') ?? this.last;
        });
        this.arrange();
        narrow.addEventListener('change', () => this.arrange());
    }

    private arrange(): void {
        const { lesson, tasks, work, views } = this.panels;
        this.element.classList.toggle('narrow', narrow.matches);
        this.small();
        if (narrow.matches) {
            replace(this.left, this.all.element);
            replace(this.element, this.left);
            this.all.set([lesson, tasks, ...work, ...views]);
            return;
        }
        replace(this.left, this.lesson.element, this.bars.tasks.bar, this.tasks.element);
        replace(this.right, this.work.element, this.bars.views.bar, this.views.element);
        replace(this.element, this.left, this.bars.side.bar, this.right);
        this.lesson.set([lesson]);
        this.tasks.set([tasks]);
        this.work.set(work);
        this.views.set(views);
    }

    private get groups(): Tabs[] {
        return narrow.matches ? [this.all] : [this.lesson, this.tasks, this.work, this.views];
    }

    private resized(): void {
        for (const tabs of this.bars ? this.groups : [])
            tabs.resized();
    }

    /** Brings a panel into sight; false: there is none of this name. */
    show(id: string, focus: boolean): boolean {
        const group = this.groups.find(tabs => tabs.has(id));
        if (!group)
            return false;
        if (group === this.views && this.bars.views.share === 100)
            this.bars.views.toggle();
        if ((group === this.lesson || group === this.tasks) && this.bars.side.share === 0)
            this.bars.side.toggle();
        group.select(id, focus);
        return true;
    }

    /** The same, where it is not in sight already. */
    reveal(id: string): void {
        if (!this.groups.some(tabs => tabs.selected?.id === id && tabs.element.clientHeight > 0))
            this.show(id, false);
    }

    /** F6: the next group of panels, and at the end what stands outside of them. */
    cycle(by: number): void {
        const groups = this.groups.filter(tabs => tabs.element.clientHeight > 0);
        const at = groups.findIndex(tabs => tabs.element.contains(document.activeElement));
        const places = groups.length + 1, to = ((at < 0 ? groups.length : at) + by + places) % places;
        const group = groups[to];
        if (group)
            group.focus();
        else
            this.outside.querySelector<HTMLElement>('button')?.focus();
    }

    private small(): void {
        this.element.classList.remove('large');
        this.element.querySelectorAll('.alone').forEach(one => one.classList.remove('alone'));
    }

    /** The group that had the focus last alone, and back. */
    large(): void {
        if (this.element.classList.contains('large')) {
            this.small();
        } else {
            const group = this.groups.find(tabs => tabs.element === this.last) ?? this.groups[0]!;
            this.element.classList.add('large');
            group.element.classList.add('alone');
            group.element.parentElement?.classList.add('alone');
        }
        this.resized();
    }
}
