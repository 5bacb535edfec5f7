import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { RuleLanguage } from '../../../../../server/findings/rule-api.ts';
import { completeRule } from './completion.ts';

export interface RuleEditor {
  view: EditorView;
  /** Marks what is wrong at its lines. */
  show: (diagnostics: readonly Diagnostic[]) => void;
}

interface RuleEditorOptions {
  label: string;
  text: string;
  language: () => RuleLanguage | undefined;
  onChange: (text: string) => void;
}

/**
 * Opens an editor within an element. It stands in a shadow root: there its styles are sheets that a script adopts, where
 * in the page they would be a <style>, which the served Content-Security-Policy refuses.
 */
export function openEditor(host: HTMLElement, { label, text, language, onChange }: RuleEditorOptions): RuleEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        bracketMatching(),
        indentOnInput(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        autocompletion({ override: [(context) => completeRule(context, language())], icons: false }),
        // Tab is left to the browser: it is how the keyboard leaves the editor again.
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        yaml(),
        syntaxHighlighting(colours),
        theme,
        EditorView.lineWrapping,
        EditorView.domEventHandlers({ beforeinput: typeOverSelection }),
        // The index says that the region, which scrolls, can be reached by keyboard; axe does not see that of what is edited.
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return { view, show: (diagnostics) => view.dispatch(setDiagnostics(view.state, [...diagnostics])) };
}

/**
 * Writes over what is selected itself. A browser that does it keeps the look of what was there by inline styles, which the
 * Content-Security-Policy refuses, each with an error on the console.
 */
function typeOverSelection(event: InputEvent, view: EditorView): boolean {
  const { data, inputType } = event;
  if (inputType !== 'insertText' || data === null || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(
    view.state.update(view.state.replaceSelection(data), { scrollIntoView: true, userEvent: 'input.type' }),
  );
  return true;
}

/** Where a line stands without its indentation, from 1; one behind the end is the last. */
export function lineRange({ state }: EditorView, number: number): { from: number; to: number } {
  const line = state.doc.line(Math.min(Math.max(number, 1), state.doc.lines));
  const indentation = line.text.length - line.text.trimStart().length;
  return { from: line.from + indentation, to: line.to };
}

/** The colours are the page's, which know light from dark. */
const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--syntax-comment)', fontStyle: 'italic' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--syntax-key)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--syntax-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--syntax-value)' },
  { tag: [tags.meta, tags.labelName, tags.typeName], color: 'var(--syntax-value)' },
]);

const theme = EditorView.theme({
  '&': {
    color: 'inherit',
    backgroundColor: 'var(--code-background)',
    border: '1px solid var(--code-border)',
    borderRadius: '8px',
    fontSize: '13px',
    overflow: 'hidden',
  },
  '&.cm-focused': { outline: '2px solid var(--bar)', outlineOffset: '1px' },
  '.cm-scroller': {
    fontFamily: 'Monaco, Menlo, Consolas, "Courier Prime", "Courier New", monospace',
    lineHeight: '1.55',
    minHeight: '320px',
    maxHeight: 'min(64vh, 720px)',
    overflow: 'auto',
  },
  '.cm-content': { caretColor: 'var(--bar)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--bar)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'var(--code-background)', color: 'var(--syntax-comment)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--active-line)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--page-background)',
    border: '1px solid var(--code-border)',
    borderRadius: '8px',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--bar)',
    color: 'var(--page-background)',
  },
  '.cm-completionInfo': { padding: '8px 12px', maxWidth: '320px', whiteSpace: 'normal' },
});
