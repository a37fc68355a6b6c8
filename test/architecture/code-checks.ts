import ts from 'typescript';

import { nodeCheck, type Check } from './check.js';
import { areaOf, isCode, isTestCode, type SourceFile } from './source-tree.js';

const inDomain = (file: SourceFile) =>
  isCode(file) && areaOf(file.path) === 'libs/domain' && !isTestCode(file);

const inDomainWith = (text: string): SourceFile => ({ path: 'libs/domain/src/control.ts', text });

export const codeChecks: readonly Check[] = [
  nodeCheck(
    {
      name: 'the domain knows no clock',
      applies: inDomain,
      control: inDomainWith('export const at = new Date();'),
    },
    (node) => isNamed(node, 'Date') || isNamed(node, 'performance'),
  ),
  nodeCheck(
    {
      name: 'the domain knows no randomness',
      applies: inDomain,
      control: inDomainWith('export const dice = Math.random();'),
    },
    (node) => isMember(node, 'Math', 'random') || isNamed(node, 'crypto'),
  ),
  nodeCheck(
    {
      name: 'the domain waits for nothing',
      applies: inDomain,
      control: inDomainWith('export const load = async () => await fetchIt();'),
    },
    (node) => ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword,
  ),
  nodeCheck(
    {
      name: 'the domain does not know what it runs in',
      applies: inDomain,
      control: inDomainWith('export const dir = process.env.HOME;'),
    },
    (node) => isMember(node, 'process') || isMember(node, 'globalThis'),
  ),
  nodeCheck(
    {
      name: 'the domain names every type',
      applies: inDomain,
      control: inDomainWith('export function take(thing: any) {}'),
    },
    (node) => node.kind === ts.SyntaxKind.AnyKeyword,
  ),
  nodeCheck(
    {
      name: 'exports are named one by one',
      applies: isCode,
      control: { path: 'libs/audit/src/index.ts', text: "export * from './tree.js';" },
    },
    (node) => ts.isExportDeclaration(node) && (!node.exportClause || isWildcard(node.exportClause)),
  ),
  nodeCheck(
    {
      name: 'no process lives in memory alone',
      applies: isCode,
      control: {
        path: 'libs/application/src/process/saga.ts',
        text: 'class Approval { @Saga() steps = () => undefined; }',
      },
    },
    (node) => ts.isDecorator(node) && nodeNames(node.expression, 'Saga'),
  ),
  nodeCheck(
    {
      name: 'only the command line and the scripts write to the console',
      applies: (file) => isCode(file) && !/^(apps\/cli|scripts)\//.test(file.path),
      control: { path: 'apps/api/src/main.ts', text: "console.log('ready');" },
    },
    (node) => isMember(node, 'console'),
  ),
];

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** `object.member`, or any member of the object when none is named. */
function isMember(node: ts.Node, object: string, member?: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    isNamed(node.expression, object) &&
    (member === undefined || node.name.text === member)
  );
}

function isWildcard(clause: ts.NamedExportBindings): boolean {
  return ts.isNamespaceExport(clause);
}

function nodeNames(expression: ts.Expression, name: string): boolean {
  return isNamed(ts.isCallExpression(expression) ? expression.expression : expression, name);
}
