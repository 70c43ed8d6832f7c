// Every statement that the program can submit parses as what Athena reads it as, and has nothing that Athena lacks or ignores.
// tests/EndToEnd collects the statements from the program itself: COMMERCE_STATEMENTS names a file of [{ name, grammar, sql }].
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { syntaxErrors } from './grammar.mjs';
import { lint } from './lint.mjs';

const statements = JSON.parse(readFileSync(process.env.COMMERCE_STATEMENTS, 'utf8'));

for (const { name, grammar, sql } of statements) {
  test(`${grammar}: ${name}`, () => {
    assert.deepEqual(syntaxErrors(grammar, sql), [], sql);
    if (grammar === 'trino') assert.deepEqual(lint(sql), [], sql);
  });
}
