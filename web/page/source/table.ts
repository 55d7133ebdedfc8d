// A lesson's table comes as aligned text: a head, dashes under it that say where columns are, rows. A cell that was too
// wide goes on in the next line, under an empty first cell.

/** Rows of cells, the head first; null: it is no such table. */
export function readTable(text: string): string[][] | null {
    const lines = text.replace(/\n+$/, '').split('\n');
    const ruler = lines.findIndex(line => /^-+( {2}-+)*$/.test(line));
    if (ruler < 1)
        return null;
    const starts: number[] = [];
    for (const dashes of lines[ruler]!.matchAll(/-+/g))
        starts.push(dashes.index);
    const rows: string[][] = [];
    lines.forEach((line, at) => {
        if (at === ruler)
            return;
        const cells = cut(line, starts);
        const last = rows[rows.length - 1];
        const goesOn = !cells[0] && last && at !== ruler + 1;
        if (goesOn)
            cells.forEach((cell, column) => {
                if (cell)
                    last[column] = last[column] ? `${last[column]} ${cell}` : cell;
            });
        else
            rows.push(cells);
    });
    return rows;
}

function cut(line: string, starts: number[]): string[] {
    const cells: string[] = starts.map(() => '');
    let cell = 0, column = 0;
    for (const letter of line) {
        while (cell + 1 < starts.length && column >= starts[cell + 1]!)
            cell++;
        cells[cell] += letter;
        column += width(letter);
    }
    return cells.map(text => text.trim());
}

/** Columns of a letter in a terminal, as far as lessons have them: emoji and East Asian letters take two. */
function width(letter: string): number {
    if (/\p{Mark}|\u200d|\ufe0f/u.test(letter))
        return 0;
    return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(letter) ? 2 : 1;
}

/** `code` and **strong** of a cell, as pieces. */
export function pieces(text: string): { tag: 'code' | 'strong' | 'em' | ''; text: string }[] {
    const found: { tag: 'code' | 'strong' | 'em' | ''; text: string }[] = [];
    let end = 0;
    for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*/g)) {
        if (match.index > end)
            found.push({ tag: '', text: text.slice(end, match.index) });
        found.push(match[1] !== undefined ? { tag: 'code', text: match[1] } : match[2] !== undefined ? { tag: 'strong', text: match[2] } :
            { tag: 'em', text: match[3] ?? '' });
        end = match.index + match[0].length;
    }
    if (end < text.length)
        found.push({ tag: '', text: text.slice(end) });
    return found;
}
