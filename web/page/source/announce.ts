// What happens is said: politely in role=status, once in role=alert where something went wrong. The last words stay
// readable at the foot of the page, for everybody.
import { make } from './dom';

const polite = make('div', { class: 'told', role: 'status', 'aria-live': 'polite' });
const urgent = make('div', { class: 'told wrong', role: 'alert' });
let forget = 0, saidAt = -Infinity, saying = '';

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

/** What comes shortly behind another thing does not take its place; a step of what was there before does ([instead]). */
export function say(text: string, instead = false): void {
    const now = performance.now();
    saying = !instead && now - saidAt < 1500 && saying !== text ? `${saying} ${text}` : text;
    saidAt = instead ? -Infinity : now;
    show(polite, saying);
}

export function plural(count: number, one: string): string {
    return `${count} ${one}${count === 1 ? '' : 's'}`;
}

export function warn(problem: unknown): void {
    show(urgent, problem instanceof Error ? problem.message : String(problem));
}

export function announcers(): HTMLElement {
    return make('footer', { class: 'footer' },
        make('div', { class: 'last-words', tabindex: 0, role: 'group', 'aria-label': 'What happened last' }, polite, urgent));
}
