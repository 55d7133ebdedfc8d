// What a person has chosen on this machine: sizes, colours, keys. Kept by the browser; nothing of it goes to the server.

export interface Settings {
    theme: 'system' | 'light' | 'dark';
    screenReader: boolean;
    motion: 'system' | 'animate' | 'step';
    fontSize: number;
    letterKeys: boolean;
    runAtOnce: boolean;
    meshAs: 'picture' | 'table';
    sizes: Record<string, number>;
}

const initial: Settings = {
    theme: 'system', screenReader: false, motion: 'system', fontSize: 14, letterKeys: true, runAtOnce: false,
    meshAs: 'picture', sizes: {},
};
const place = 'ambit.settings';

/** What is stored may be of another edition, or by another hand: each value that is not of its kind is the initial one. */
export function readSettings(text: string | null): Settings {
    const settings: Settings = { ...initial, sizes: {} };
    let stored: Record<string, unknown>;
    try {
        stored = JSON.parse(text ?? '{}') as Record<string, unknown>;
    } catch {
        return settings;
    }
    if (!stored || typeof stored !== 'object')
        return settings;
    const choose = <Value extends string>(key: string, values: Value[], otherwise: Value): Value =>
        values.includes(stored[key] as Value) ? (stored[key] as Value) : otherwise;
    settings.theme = choose('theme', ['system', 'light', 'dark'], initial.theme);
    settings.motion = choose('motion', ['system', 'animate', 'step'], initial.motion);
    settings.meshAs = choose('meshAs', ['picture', 'table'], initial.meshAs);
    for (const key of ['screenReader', 'letterKeys', 'runAtOnce'] as const)
        if (typeof stored[key] === 'boolean')
            settings[key] = stored[key] as boolean;
    const size = stored['fontSize'];
    if (typeof size === 'number' && size >= 8 && size <= 40)
        settings.fontSize = size;
    for (const [name, share] of Object.entries((stored['sizes'] as object | null) ?? {}))
        if (typeof share === 'number' && share >= 0 && share <= 100)
            settings.sizes[name] = share;
    return settings;
}

type Listener = (settings: Settings) => void;
const listeners: Listener[] = [];

function load(): Settings {
    try {
        return readSettings(localStorage.getItem(place));
    } catch {
        return readSettings(null); // the browser keeps nothing for this page
    }
}

export const settings: Settings = typeof localStorage === 'undefined' ? readSettings(null) : load();

function keep(): void {
    try {
        localStorage.setItem(place, JSON.stringify(settings));
    } catch {
        // it holds for this visit
    }
}

export function rememberSize(name: string, share: number): void {
    settings.sizes[name] = share;
    keep();
}

export function change(changed: Partial<Settings>): void {
    Object.assign(settings, changed);
    keep();
    for (const listener of listeners)
        listener(settings);
}

/** Now, and after every change. */
export function onSettings(listener: Listener): void {
    listeners.push(listener);
    listener(settings);
}

export function stepsOnly(): boolean {
    return settings.motion === 'step' ||
        (settings.motion === 'system' && matchMedia('(prefers-reduced-motion: reduce)').matches);
}

/** A hop on (1), a hop back (-1), or another key (0). */
export function stepOfKey(key: string): number {
    if (key === 'ArrowRight' || (settings.letterKeys && key === 'l'))
        return 1;
    return key === 'ArrowLeft' || (settings.letterKeys && key === 'h') ? -1 : 0;
}
