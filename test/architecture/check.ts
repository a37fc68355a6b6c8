import ts from 'typescript';

import type { SourceFile } from './source-tree.js';

/** One rule about files. Its control is a file that breaks it: a check that passes it is blind. */
export interface Check {
  readonly name: string;
  readonly applies: (file: SourceFile) => boolean;
  /** What is wrong, each as `path:line what`. */
  readonly offences: (file: SourceFile) => readonly string[];
  readonly control: SourceFile;
}

/** A rule about single lines of text. */
export function lineCheck(
  about: Pick<Check, 'name' | 'applies' | 'control'>,
  isWrong: (line: string) => boolean,
): Check {
  return {
    ...about,
    offences: ({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          isWrong(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 60)}`] : [],
        ),
  };
}

/** A rule about code, blind to comments and strings. */
export function nodeCheck(
  about: Pick<Check, 'name' | 'applies' | 'control'>,
  isWrong: (node: ts.Node) => boolean,
): Check {
  return {
    ...about,
    offences: (file) => {
      const tree = parse(file);
      return nodesOf(tree)
        .filter(isWrong)
        .map((node) => `${file.path}:${lineOf(node, tree)} ${node.getText(tree).slice(0, 60)}`);
    },
  };
}

const parsed = new Map<SourceFile, ts.SourceFile>();

function parse(file: SourceFile): ts.SourceFile {
  const tree =
    parsed.get(file) ?? ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ESNext);
  parsed.set(file, tree);
  return tree;
}

function nodesOf(node: ts.Node): ts.Node[] {
  const nodes = [node];
  node.forEachChild((child) => {
    nodes.push(...nodesOf(child));
  });
  return nodes;
}

function lineOf(node: ts.Node, tree: ts.SourceFile): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}
