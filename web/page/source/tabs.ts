// Tabs as ARIA has them: arrows, Home and End move, and what is moved to is shown. A panel stays in the page while it is
// hidden; it is told when it comes into sight.
import { make, replace } from './dom';

export interface Panel {
    id: string;
    title: string;
    element: HTMLElement;
    shown?(): void;  // it came into sight, or may have another size
    focus?(): void;  // a person wants to be in it
}

export class Tabs {
    readonly element: HTMLElement;
    private readonly list: HTMLElement;
    private readonly place: HTMLElement;
    private panels: Panel[] = [];
    private current: Panel | null = null;

    constructor(label: string, private readonly chosen: (panel: Panel) => void) {
        this.list = make('div', { class: 'tabs', role: 'tablist', 'aria-label': label, on: { keydown: event => this.key(event) } });
        this.place = make('div', { class: 'panels' });
        this.element = make('section', { class: 'group', 'aria-label': label }, this.list, this.place);
    }

    get selected(): Panel | null {
        return this.current;
    }

    set(panels: Panel[]): void {
        this.panels = panels;
        replace(this.list, ...panels.map(panel => make('button', {
            type: 'button', role: 'tab', id: `tab-${panel.id}`, 'aria-controls': `panel-${panel.id}`,
            on: { click: () => this.select(panel.id, false) },
        }, panel.title)));
        for (const panel of panels) {
            panel.element.id = `panel-${panel.id}`;
            panel.element.setAttribute('role', 'tabpanel');
            panel.element.setAttribute('aria-labelledby', `tab-${panel.id}`);
            panel.element.classList.add('panel');
        }
        replace(this.place, ...panels.map(panel => panel.element));
        const kept = panels.find(panel => panel === this.current) ?? panels[0];
        this.current = null;
        if (kept)
            this.select(kept.id, false);
    }

    has(id: string): boolean {
        return this.panels.some(panel => panel.id === id);
    }

    select(id: string, focus: boolean): void {
        const panel = this.panels.find(one => one.id === id);
        if (!panel)
            return;
        this.current = panel;
        for (const one of this.panels)
            one.element.hidden = one !== panel;
        for (const tab of this.list.children) {
            const is = tab.id === `tab-${id}`;
            tab.setAttribute('aria-selected', String(is));
            (tab as HTMLElement).tabIndex = is ? 0 : -1;
        }
        this.chosen(panel);
        panel.shown?.();
        if (focus)
            this.focus();
    }

    /** Into the panel that is shown. */
    focus(): void {
        if (this.current?.focus)
            this.current.focus();
        else
            this.focusTab();
    }

    focusTab(): void {
        this.list.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
    }

    resized(): void {
        this.current?.shown?.();
    }

    mark(id: string, marked: boolean): void {
        this.list.querySelector(`#tab-${CSS.escape(id)}`)?.classList.toggle('marked', marked);
    }

    private key(event: KeyboardEvent): void {
        const at = this.panels.indexOf(this.current!), last = this.panels.length - 1;
        const to = event.key === 'ArrowRight' ? (at < last ? at + 1 : 0) : event.key === 'ArrowLeft' ? (at > 0 ? at - 1 : last) :
            event.key === 'Home' ? 0 : event.key === 'End' ? last : -1;
        const panel = this.panels[to];
        if (!panel)
            return;
        event.preventDefault();
        this.select(panel.id, false);
        this.focusTab();
    }
}
