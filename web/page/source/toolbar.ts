// The actions as buttons. A wide page has them all in a row that wraps; a narrow one has the usual ones, and the others behind
// a button that opens and shuts: Escape, an action, or going elsewhere shuts it.
import { groupsOf } from './actions';
import { type Action } from './api';
import { button, make, replace } from './dom';

const narrow = matchMedia('(max-width: 799px)');
const usual = ['run', 'check', 'hint', 'undo'];

export class Toolbar {
    readonly element = make('nav', { class: 'actions', 'aria-label': 'Actions' });
    private readonly groups: HTMLButtonElement[][];
    private readonly more: HTMLButtonElement;
    private readonly rest = make('div', { class: 'rest', id: 'more-actions', hidden: true });

    constructor(table: Action[], perform: (name: string) => void, settings: () => void) {
        const act = (action: Action): HTMLButtonElement => button(action.name, () => this.act(() => perform(action.name)), {
            title: `${action.help}${action.keys ? ` (${action.keys})` : ''}`, 'data-action': action.name,
        });
        this.groups = groupsOf(table).map(group => {
            const buttons = group.map(act);
            if (group.some(action => action.name === 'help'))
                buttons.push(button('settings', () => this.act(settings), { title: 'colours, motion, keys' }));
            return buttons;
        });
        this.more = button('more', () => this.open(this.rest.hidden), { class: 'more', 'aria-expanded': 'false', 'aria-controls': this.rest.id });
        this.element.addEventListener('keydown', event => {
            if (event.key !== 'Escape' || this.rest.hidden)
                return;
            this.open(false);
            this.more.focus();
            event.stopPropagation();
        });
        this.element.addEventListener('focusout', event => {
            if (event.relatedTarget instanceof Node && !this.element.contains(event.relatedTarget))
                this.open(false);
        });
        document.addEventListener('pointerdown', event => {
            if (!this.element.contains(event.target as Node))
                this.open(false);
        });
        this.arrange();
        narrow.addEventListener('change', () => this.arrange());
    }

    private arrange(): void {
        this.open(false);
        this.element.classList.toggle('folded', narrow.matches);
        const row = (buttons: HTMLButtonElement[]): HTMLElement | null => (buttons.length ? make('div', { class: 'together' }, ...buttons) : null);
        if (!narrow.matches) {
            replace(this.element, ...this.groups.map(row));
            return;
        }
        const isUsual = (one: HTMLButtonElement): boolean => usual.includes(one.dataset['action'] ?? '');
        replace(this.rest, ...this.groups.map(group => row(group.filter(one => !isUsual(one)))));
        replace(this.element, row([...this.groups.flat().filter(isUsual), this.more]), this.rest);
    }

    private open(open: boolean): void {
        this.rest.hidden = !open;
        this.more.setAttribute('aria-expanded', String(open));
    }

    /** The focus goes back to where it can be seen, before a dialog or another pane takes it. */
    private act(perform: () => void): void {
        if (!this.rest.hidden) {
            this.open(false);
            this.more.focus();
        }
        perform();
    }
}
