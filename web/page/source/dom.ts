// Elements, made in one expression. Text is always text: nothing here reads HTML but inline(), which takes over a list of
// marks and nothing else.

export type Child = Node | string | null | undefined | false;
type Listeners = { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };
export interface Attributes {
    class?: string;
    on?: Listeners;
    [attribute: string]: string | number | boolean | null | undefined | Listeners;
}

function dress(element: Element, attributes: Attributes, children: Child[]): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (name === 'on')
            for (const [event, listener] of Object.entries(value as Listeners))
                element.addEventListener(event, listener as EventListener);
        else if (value !== null && value !== undefined && value !== false)
            element.setAttribute(name, value === true ? '' : String(value));
    }
    for (const child of children)
        if (child)
            element.append(child);
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
    const element = document.createElement(tag);
    dress(element, attributes, children);
    return element;
}

export function draw<Tag extends keyof SVGElementTagNameMap>(
    tag: Tag, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[Tag] {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    dress(element, attributes, children);
    return element;
}

export function button(label: string, press: (event: MouseEvent) => void, attributes: Attributes = {}): HTMLButtonElement {
    return make('button', { type: 'button', ...attributes, on: { ...attributes.on, click: press } }, label);
}

const marks = new Set(['STRONG', 'EM', 'CODE', 'A', 'BR', 'DEL', 'SUB', 'SUP', 'KBD']);

function isSafeTarget(target: string): boolean {
    return /^(https?:\/\/|#|\/(?!\/)|\.{0,2}\/|[\w-]+(\/|$|#))/i.test(target) && !/^[\w+.-]+:(?!\/\/)/.test(target);
}

function copyInline(from: Node, to: Node): void {
    for (const node of from.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
            to.appendChild(document.createTextNode(node.textContent ?? ''));
        } else if (node instanceof Element) {
            if (!marks.has(node.tagName)) {
                copyInline(node, to);
                continue;
            }
            const copy = document.createElement(node.tagName);
            const target = node.getAttribute('href');
            if (copy instanceof HTMLAnchorElement && target && isSafeTarget(target)) {
                copy.href = target;
                if (/^https?:/i.test(target)) {
                    copy.target = '_blank';
                    copy.rel = 'noopener noreferrer';
                }
            }
            to.appendChild(copy);
            copyInline(node, copy);
        }
    }
}

/** A lesson's inline marks as nodes. The server has escaped everything else already; this is the second lock. */
export function inline(html: string): DocumentFragment {
    const fragment = document.createDocumentFragment();
    copyInline(new DOMParser().parseFromString(html, 'text/html').body, fragment);
    return fragment;
}

export function replace(element: Element, ...children: Child[]): void {
    element.replaceChildren(...(children.filter(Boolean) as (Node | string)[]));
}

/** The same for what is drawn again while somebody reads it: what was opened stays open, and the focus where it was. */
export function redraw(element: HTMLElement, ...children: Child[]): void {
    const named = (selector: string): Map<string, HTMLElement> => {
        const seen = new Map<string, number>(), found = new Map<string, HTMLElement>();
        for (const one of element.querySelectorAll<HTMLElement>(selector)) {
            const text = one.textContent ?? '', number = seen.get(text) ?? 0;
            seen.set(text, number + 1);
            found.set(`${number} ${text}`, one);
        }
        return found;
    };
    const open = [...named('summary')].filter(([, one]) => (one.parentElement as HTMLDetailsElement).open).map(([name]) => name);
    const active = document.activeElement, held = 'button, summary, pre, a';
    const had = active !== element && element.contains(active) ? [...named(held)].find(([, one]) => one === active)?.[0] ?? '' : null;
    replace(element, ...children);
    for (const name of open) {
        const details = named('summary').get(name)?.parentElement;
        if (details instanceof HTMLDetailsElement)
            details.open = true;
    }
    if (had === null)
        return;
    const again = named(held).get(had);
    (again && !(again as HTMLButtonElement).disabled ? again : element).focus();
}

/** What is called now runs once, [wait] milliseconds after the last call. */
export function later(wait: number, run: () => void): () => void {
    let timer = 0;
    return () => {
        clearTimeout(timer);
        timer = window.setTimeout(run, wait);
    };
}
