// The simulation counts columns in bytes of UTF-8, from 1; the editor counts in UTF-16 units, from 0.

function bytesOf(letter: string): number {
    const code = letter.codePointAt(0)!;
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

export function toColumn(line: string, offset: number): number {
    let bytes = 0;
    for (const letter of line.slice(0, offset))
        bytes += bytesOf(letter);
    return bytes + 1;
}

export function fromColumn(line: string, column: number): number {
    let bytes = 1, offset = 0;
    for (const letter of line) {
        if (bytes >= column)
            break;
        bytes += bytesOf(letter);
        offset += letter.length;
    }
    return offset;
}

/** A word for the shell, as it is. */
export function quoteForShell(word: string): string {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}
