// The page's policy refuses style="..." and each <style> without the nonce of this answer. CodeMirror takes the nonce as an
// option. xterm makes <style> elements and sets style attributes, through the page's own document whatever other one it is
// given: so the document's createElement gives the nonce to a <style>, and a <span> here sets its style by property.

export const nonce = document.documentElement.dataset['nonce'] ?? '';

function setAttribute(this: HTMLElement, name: string, value: string): void {
    if (name === 'style')
        this.style.cssText = value;
    else
        Element.prototype.setAttribute.call(this, name, value);
}

function createElement(this: Document, tag: string, options?: ElementCreationOptions): HTMLElement {
    const element = Document.prototype.createElement.call(this, tag, options);
    if (tag === 'style')
        element.nonce = nonce;
    else if (tag === 'span')
        element.setAttribute = setAttribute;
    return element;
}

document.createElement = createElement as typeof document.createElement;
