// dt-sql-parser's modules import folders, which Node does not resolve: bundled once a run, into node_modules.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('node_modules/.cache/grammar.mjs', import.meta.url));
await build({
  stdin: {
    contents: `
      export { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
      export { HiveSQL } from 'dt-sql-parser/dist/parser/hive';`,
    resolveDir: fileURLToPath(new URL('.', import.meta.url)),
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: bundle,
  logLevel: 'error',
});

const { TrinoSQL, HiveSQL } = await import(bundle);
const grammars = { trino: new TrinoSQL(), hive: new HiveSQL() };

/** What the grammar has against a statement: lines such as `3:14 ...`; none where it parses. */
export function syntaxErrors(grammar, sql) {
  return grammars[grammar].validate(sql).map((error) => `${error.startLine}:${error.startColumn} ${error.message}`);
}

/** The parse tree of a Trino statement, as nodes that know the name of their rule. */
export function trinoTree(sql) {
  const parser = grammars.trino.createParser(sql);
  return new Node(parser.program(), parser.ruleNames);
}

/** A node of a parse tree. */
class Node {
  constructor(context, ruleNames) {
    this.context = context;
    this.ruleNames = ruleNames;
  }

  /** The grammar's rule; undefined for a word of the statement. */
  get rule() {
    return this.ruleNames[this.context.ruleIndex];
  }

  /** The alternative of the rule, e.g. `Cast` of `primaryExpression`. */
  get kind() {
    return this.context.constructor.name.replace(/Context$/, '');
  }

  get text() {
    return this.context.getText();
  }

  get line() {
    return this.context.start.line;
  }

  get children() {
    return (this.context.children ?? []).map((child) => new Node(child, this.ruleNames));
  }

  /** The words that stand directly in this node, in capitals. */
  get words() {
    return this.children.filter((child) => child.rule === undefined).map((child) => child.text.toUpperCase());
  }

  child(rule) {
    return this.children.find((child) => child.rule === rule);
  }

  /** This node or, where it only wraps another, the innermost one. */
  get core() {
    const inner = this.children;
    return inner.length === 1 && inner[0].rule !== undefined ? inner[0].core : this;
  }

  /** All nodes of a rule below this one, outermost first. */
  *all(rule) {
    for (const child of this.children) {
      if (child.rule === rule) yield child;
      yield* child.all(rule);
    }
  }

  /** The first nodes of a rule on each way down. */
  *outermost(rule) {
    for (const child of this.children) {
      if (child.rule === rule) yield child;
      else yield* child.outermost(rule);
    }
  }
}
