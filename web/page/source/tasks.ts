// The tasks: what is done, what is next, and what was observed. Beside them what hints and explanations have said.
import { type Task, type Tasks } from './api';
import { plural, say } from './announce';
import { button, make, replace } from './dom';
import { type Session } from './session';
import { type Panel } from './tabs';
import { statesOf, type TaskState } from './words';

const icons: Record<TaskState, string> = { done: '✔', open: '▶', 'to come': '○', extra: '✚' };

export class TaskPanel implements Panel {
    readonly id = 'tasks';
    readonly title = 'Tasks';
    readonly element: HTMLElement;
    private readonly list = make('ol', { class: 'tasks' });
    private readonly sum = make('p', { class: 'sum' });
    private readonly notes = make('div', { class: 'notes' });
    private readonly side: HTMLElement;
    private tasks: Task[] = [];
    private recorded = new Set<string>(); // as the server has said
    private asking = false;
    private again = false;
    private drawn = ''; // as it was told

    constructor(private readonly session: Session, private readonly progress: (done: number, required: number) => void) {
        this.side = make('aside', { class: 'side', 'aria-label': 'Hints and explanations', hidden: true },
            make('div', { class: 'bar' }, make('strong', {}, 'Hints and explanations'), make('span', { class: 'gap' }),
                button('Clear', () => this.clear())), this.notes);
        this.element = make('div', { class: 'task-panel', tabindex: -1 }, this.sum, this.list, this.side);
        session.on('tasks', told => {
            this.learn(told);
            void this.refresh();
        });
        session.on('changed', what => {
            if (what.includes('tasks'))
                void this.refresh();
        });
        session.on('again', () => void this.refresh());
        session.on('note', note => this.note(note.title, note.text));
    }

    focus(): void {
        this.element.focus();
    }

    /** What is on record when the page begins. */
    begin(told: Tasks): void {
        this.recorded = new Set(told.tasks.filter(task => task.recorded).map(task => task.id));
        this.show(told);
        void this.refresh();
    }

    /** What is on record now; what is new of it is said. */
    private learn(told: Tasks): void {
        const fresh = told.tasks.filter(task => task.recorded && !this.recorded.has(task.id)).map(task => task.title);
        this.recorded = new Set(told.tasks.filter(task => task.recorded).map(task => task.id));
        if (fresh.length)
            say(`Done: ${fresh.join(', ')}. ${told.done} of ${told.required} tasks are done.`);
        this.progress(told.done, told.required);
    }

    async refresh(): Promise<void> {
        if (this.asking) {
            this.again = true;
            return;
        }
        this.asking = true;
        do {
            this.again = false;
            const told = await this.session.look<Tasks>('/tasks');
            if (told) {
                this.learn(told);
                this.show(told);
            }
        } while (this.again);
        this.asking = false;
    }

    private show(told: Tasks): void {
        this.tasks = told.tasks;
        this.sum.textContent = !told.tasks.length ? 'This challenge has no tasks: it is to be read and tried.' :
            `${told.done} of ${told.required} done` + (told.possible ? `, ${told.points ?? 0} of ${told.possible} points` : '');
        const states = statesOf(this.tasks), drawn = JSON.stringify(told);
        if (drawn === this.drawn)
            return; // who has opened something in it reads on
        this.drawn = drawn;
        replace(this.list, ...this.tasks.map((task, at) => this.row(task, states[at]!)));
    }

    private row(task: Task, state: TaskState): HTMLElement {
        const observed = (task.account ?? []).concat(task.message && state !== 'done' ? [task.message] : []);
        return make('li', { class: `task ${state.replace(' ', '-')}`, ...(state === 'open' ? { 'aria-current': 'step' } : {}) },
            make('span', { class: 'icon', 'aria-hidden': 'true' }, icons[state]),
            make('div', { class: 'what' },
                make('span', { class: 'title' }, task.title), ' ',
                make('span', { class: 'badge' }, state === 'extra' ? 'optional' : state),
                task.points ? make('span', { class: 'quiet' }, ` ${plural(task.points, 'point')}`) : null,
                observed.length && state !== 'to come' ?
                    make('details', { open: state === 'open' }, make('summary', {}, 'Observed'),
                        ...observed.map(text => make('p', { class: 'observed' }, text))) : null));
    }

    private note(title: string, text: string): void {
        this.side.hidden = false;
        this.notes.prepend(make('div', { class: 'note' }, make('p', { class: 'label' }, title), make('pre', { tabindex: 0, role: 'group', 'aria-label': title }, text)));
        while (this.notes.children.length > 20)
            this.notes.lastElementChild?.remove();
        this.side.scrollIntoView({ block: 'nearest' });
    }

    private clear(): void {
        this.notes.replaceChildren();
        this.side.hidden = true;
        this.focus();
    }
}
