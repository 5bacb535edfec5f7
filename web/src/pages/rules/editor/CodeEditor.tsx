import './editor.css';
import type { Diagnostic } from '@codemirror/lint';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { RuleLanguage } from '../../../../../server/findings/rule-api.ts';
import { useLatest } from '../../../show/use-latest.ts';
import { lineRange, openEditor, type RuleEditor } from './open-editor.ts';

export interface EditorFault {
  message: string;
  line?: number;
}

export interface CodeEditorHandle {
  /** Puts the cursor at a line, from 1. */
  goTo: (line: number) => void;
}

interface CodeEditorProps {
  ref?: Ref<CodeEditorHandle>;
  label: string;
  value: string;
  /** Marked at their lines. */
  faults: readonly EditorFault[];
  language: RuleLanguage | undefined;
  onChange: (value: string) => void;
}

/** An editor of YAML. */
export function CodeEditor({ ref, label, value, faults, language, onChange }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<RuleEditor>(undefined);
  const latest = useLatest({ value, language, onChange });

  useEffect(() => {
    if (!host.current) return;
    const opened = openEditor(host.current, {
      label,
      text: latest.current.value,
      language: () => latest.current.language,
      onChange: (text) => latest.current.onChange(text),
    });
    editor.current = opened;
    return () => {
      editor.current = undefined;
      opened.view.destroy();
    };
  }, [label, latest]);

  // A text that was not typed here, such as a file's.
  useEffect(() => {
    const view = editor.current?.view;
    if (!view || view.state.doc.toString() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value }, selection: { anchor: 0 } });
  }, [value]);

  useEffect(() => {
    const opened = editor.current;
    if (!opened) return;
    const diagnostics = faults.flatMap(({ line, message }): Diagnostic[] =>
      line === undefined ? [] : [{ ...lineRange(opened.view, line), severity: 'error', message }],
    );
    opened.show(diagnostics);
  }, [faults]);

  useImperativeHandle(ref, () => ({
    goTo(line) {
      const view = editor.current?.view;
      if (!view) return;
      view.dispatch({ selection: { anchor: lineRange(view, line).from }, scrollIntoView: true });
      view.focus();
    },
  }));

  return <div ref={host} className="code-editor" />;
}
