// Colours: the page's own are in lab.css; here are the terminal's sixteen, for a light and for a dark page.
import { type ITheme } from '@xterm/xterm';
import { change, onSettings, settings } from './settings';

const system = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)');

export function isDark(): boolean {
    return settings.theme === 'dark' || (settings.theme === 'system' && Boolean(system?.matches));
}

const dark: ITheme = {
    background: '#101418', foreground: '#e3e8ee', cursor: '#f0c36d', cursorAccent: '#101418', selectionBackground: '#2f4a68',
    black: '#30363d', red: '#ff8a80', green: '#7fd88f', yellow: '#e8c264', blue: '#82b7ff', magenta: '#d5a5ff', cyan: '#6fd3dd', white: '#cfd6dd',
    brightBlack: '#8b949e', brightRed: '#ffaaa3', brightGreen: '#a1ecae', brightYellow: '#f6d98b', brightBlue: '#a9cfff',
    brightMagenta: '#e5c4ff', brightCyan: '#9ae8ef', brightWhite: '#ffffff',
};
const light: ITheme = {
    background: '#fdfdfb', foreground: '#1c2127', cursor: '#8a4b00', cursorAccent: '#fdfdfb', selectionBackground: '#bcd7f5',
    black: '#1c2127', red: '#b3261e', green: '#1a6b2d', yellow: '#7a5200', blue: '#1653a4', magenta: '#7b3aa6', cyan: '#0c6470', white: '#5d656e',
    brightBlack: '#5d656e', brightRed: '#c22f26', brightGreen: '#1d7a33', brightYellow: '#855a00', brightBlue: '#1d62c0',
    brightMagenta: '#8b47b8', brightCyan: '#0e717e', brightWhite: '#2b3138',
};

export function terminalTheme(): ITheme {
    return isDark() ? dark : light;
}

/** Pixels of a letter in the terminal and the editor: what was chosen, as large as the page's own letters are. */
export function letterSize(): number {
    return Math.round((settings.fontSize * parseFloat(getComputedStyle(document.documentElement).fontSize)) / 16);
}

export function followTheme(): void {
    onSettings(() => {
        document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
    });
    system?.addEventListener('change', () => change({}));
}
