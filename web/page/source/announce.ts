// What happens is said: politely in role=status, once in role=alert where something went wrong. The last words stay
// readable at the foot of the page, for everybody.
import { make } from './dom';

const polite = make('div', { class: 'told', role: 'status', 'aria-live': 'polite' });
const urgent = make('div', { class: 'told wrong', role: 'alert' });
let forget = 0;

function show(place: HTMLElement, text: string): void {
    clearTimeout(forget);
    polite.textContent = urgent.textContent = '';
    // a reader says only what changes: the same words again are new ones
    requestAnimationFrame(() => {
        place.textContent = text;
    });
    forget = window.setTimeout(() => {
        if (place === urgent)
            place.textContent = '';
    }, 20000);
}

export function say(text: string): void {
    show(polite, text);
}

export function warn(problem: unknown): void {
    show(urgent, problem instanceof Error ? problem.message : String(problem));
}

export function announcers(): HTMLElement {
    return make('footer', { class: 'footer' }, polite, urgent);
}
