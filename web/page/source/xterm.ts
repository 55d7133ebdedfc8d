// xterm as the learner's page and the instructor's have it: what it is made with, and how it looks.
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import './nonce';
import { settings } from './settings';
import { letterSize, terminalTheme } from './theme';

export function makeTerminal(): Terminal {
    const terminal = new Terminal({
        allowProposedApi: true, minimumContrastRatio: 4.5, scrollback: 10000,
        macOptionIsMeta: true, customGlyphs: true, cursorBlink: false, convertEol: false, tabStopWidth: 8,
    });
    terminal.loadAddon(new Unicode11Addon());
    terminal.unicode.activeVersion = '11';
    return terminal;
}

/** As the settings have it, in letters of [size] pixels. */
export function dressTerminal(terminal: Terminal, size = letterSize()): void {
    terminal.options.fontSize = size;
    terminal.options.fontFamily = getComputedStyle(document.documentElement).getPropertyValue('--mono');
    terminal.options.screenReaderMode = settings.screenReader;
    terminal.options.theme = terminalTheme();
}
