// The bar between two panes (ARIA's window splitter): dragged, or moved by the arrow keys; Enter puts the first pane away
// and brings it back. Its place is a share of the whole in per cent, and is remembered by name.
import { make } from './dom';
import { rememberSize, settings } from './settings';

export interface Splitter { bar: HTMLElement; set(share: number): void; toggle(): void; readonly share: number }

/** Where a share may be: away (0 or 100), or with room for both. */
export function settle(share: number, least: number): number {
    if (share < least / 2)
        return 0;
    if (share > 100 - least / 2)
        return 100;
    return Math.min(Math.max(share, least), 100 - least);
}

interface Options {
    name: string;
    label: string;
    controls: string;
    upright: boolean; // the bar stands, and the panes are side by side
    share: number;    // where nothing is remembered
    whole: HTMLElement;
    moved: () => void;
}

const least = 15;

export function makeSplitter({ name, label, controls, upright, share: initial, whole, moved }: Options): Splitter {
    let share = settings.sizes[name] ?? initial;
    let back = share > 0 && share < 100 ? share : initial;
    const bar = make('div', {
        class: `splitter ${upright ? 'upright' : 'level'}`, role: 'separator', tabindex: 0, 'aria-label': label,
        'aria-controls': controls, 'aria-orientation': upright ? 'vertical' : 'horizontal', 'aria-valuemin': 0, 'aria-valuemax': 100,
    });

    function show(): void {
        bar.setAttribute('aria-valuenow', String(Math.round(share)));
        whole.style.setProperty(`--${name}`, `${share}fr`);
        whole.style.setProperty(`--${name}-rest`, `${100 - share}fr`);
        whole.classList.toggle(`${name}-away`, share === 0);
        whole.classList.toggle(`${name}-alone`, share === 100);
        moved();
    }
    function set(to: number): void {
        share = settle(to, least);
        if (share > 0 && share < 100)
            back = share;
        show();
        rememberSize(name, share);
    }
    function toggle(): void {
        set(share === 0 || share === 100 ? back : 0);
    }

    bar.addEventListener('keydown', event => {
        const less = upright ? 'ArrowLeft' : 'ArrowUp', more = upright ? 'ArrowRight' : 'ArrowDown';
        const step = event.shiftKey ? 10 : 2;
        if (event.key === less)
            set(share - step < least ? (share > least ? least : 0) : share - step);
        else if (event.key === more)
            set(share < least ? least : share + step > 100 - least ? (share < 100 - least ? 100 - least : 100) : share + step);
        else if (event.key === 'Home')
            set(least);
        else if (event.key === 'End')
            set(100 - least);
        else if (event.key === 'Enter')
            toggle();
        else
            return;
        event.preventDefault();
    });
    bar.addEventListener('pointerdown', event => {
        bar.setPointerCapture(event.pointerId);
        bar.classList.add('moving');
        const move = (at: PointerEvent): void => {
            const box = whole.getBoundingClientRect();
            set(upright ? ((at.clientX - box.left) / box.width) * 100 : ((at.clientY - box.top) / box.height) * 100);
        };
        const stop = (): void => {
            bar.removeEventListener('pointermove', move);
            bar.classList.remove('moving');
        };
        bar.addEventListener('pointermove', move);
        bar.addEventListener('pointerup', stop, { once: true });
        bar.addEventListener('pointercancel', stop, { once: true });
        event.preventDefault();
        bar.focus();
    });
    bar.addEventListener('dblclick', toggle);
    show();
    return { bar, set, toggle, get share() { return share; } };
}
