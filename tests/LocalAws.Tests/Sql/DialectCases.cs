namespace LocalAws.Tests.Sql;

public static class DialectCases
{
    private const string Letters = "(VALUES (1, 'a'), (2, 'b'), (3, NULL)) AS t (n, c)";

    public static TheoryData<string, string> Rows =>
        new()
        {
            // Numbers.
            { "SELECT 7 / 2, -7 / 2, 7 / -2, -7 % 2", "3|-3|-3|-1" },
            { "SELECT 1 / 2 * 2.0", "0.0" },
            { "SELECT 7 / 2e0", "3.5" },
            { "SELECT CAST(1 AS decimal(38,0)) / CAST(3 AS decimal(38,0))", "0" },
            { "SELECT CAST(5 AS decimal(38,0)) / CAST(2 AS decimal(38,0)), CAST(-5 AS decimal(38,0)) / 2", "3|-3" },
            { "SELECT CAST(2 AS decimal(38,2)) / 3, CAST(1 AS decimal(38,2)) / 8", "0.67|0.13" },
            { "SELECT 10.0 / 3, 1.00 / 3.0000", "3.3|0.3333" },
            { "SELECT 1.5 * 2.25, 1.5 + 2.25, 1 - 0.1", "3.375|3.75|0.9" },
            { "SELECT 5.5 % 2, -5.5e0 % 2", "1.5|-1.5" },
            { "SELECT round(2.5e0), round(-2.5e0), round(2.45, 1), round(2.5)", "3.0|-3.0|2.50|3" },
            { "SELECT CAST(2.5e0 AS bigint), CAST(3.5e0 AS bigint), CAST(2.5 AS integer)", "3|4|3" },
            {
                "SELECT 1e10, 1e0, 1e-4, 123456.789e0, 1e7, nan(), infinity()",
                "1.0E10|1.0|1.0E-4|123456.789|1.0E7|NaN|Infinity"
            },
            { "SELECT CAST(0.1e0 + 0.2e0 AS varchar), CAST(100e0 AS varchar)", "0.30000000000000004|100.0" },
            { "SELECT sum(x), avg(x), max(x) FROM (VALUES 1, 2, 4) AS t (x)", "7|2.3333333333333335|4" },
            { "SELECT sum(x), avg(x) FROM (VALUES 1.10, 2.25) AS t (x)", "3.35|1.68" },
            {
                "SELECT abs(-3), mod(-7, 3), sign(-2.5e0), ceil(1.2e0), floor(-1.2e0), truncate(-1.9e0)",
                "3|-1|-1.0|2.0|-2.0|-1.0"
            },
            { "SELECT power(2, 10), sqrt(16), ln(e())", "1024.0|4.0|1.0" },
            { "SELECT greatest(1, 3, 2), least(1, NULL), greatest(1.5, 2)", "3|∅|2.0" },
            { "SELECT - -1, +2, -(3)", "1|2|-3" },
            { "SELECT DECIMAL '1.20', 9223372036854775807", "1.20|9223372036854775807" },
            // Casts.
            {
                "SELECT TRY_CAST('1.5' AS bigint), TRY_CAST(' 1' AS bigint), TRY_CAST('1_000' AS bigint), TRY_CAST('+7' AS bigint)",
                "∅|∅|∅|7"
            },
            {
                "SELECT TRY_CAST(' 1.5 ' AS double), TRY_CAST('1e3' AS double), TRY_CAST('1_0' AS double), TRY_CAST('x' AS double)",
                "1.5|1000.0|∅|∅"
            },
            {
                "SELECT CAST('1.00005' AS decimal(18,4)), CAST('-1.00005' AS decimal(18,4)), TRY_CAST('1,2' AS decimal(9,1)), CAST('1e3' AS decimal(9,1))",
                "1.0001|-1.0001|∅|1000.0"
            },
            {
                "SELECT CAST('12345678901234567890123456789012345678901234567890e-45' AS decimal(18,4)), CAST('0.0000000000000000000000000000000000000000000000000005e50' AS decimal(9,2)), TRY_CAST('9.99995' AS decimal(5,4)), TRY_CAST('1e999999999999' AS decimal(9,1)), CAST('1e-999999999999' AS decimal(9,1)), CAST('.00005' AS decimal(9,4)), TRY_CAST('.' AS decimal(9,4))",
                "12345.6789|0.05|∅|∅|0.0|0.0001|∅"
            },
            { "SELECT CAST(1.005 AS decimal(5,2)), CAST(-1.005 AS decimal(5,2))", "1.01|-1.01" },
            {
                "SELECT CAST(1.005e0 AS decimal(38,2)), CAST(0.285e0 AS decimal(38,2)), CAST(-1.005e0 AS decimal(5,2)), CAST(CAST(1.005 AS real) AS decimal(5,2)), CAST(CAST(NULL AS double) AS decimal(5,2))",
                "1.01|0.29|-1.01|1.01|∅"
            },
            {
                "SELECT CAST(1.5e30 AS decimal(38,2)), CAST(0.1e0 + 0.2e0 AS decimal(38,17)), TRY_CAST(1e3 AS decimal(5,2)), TRY_CAST(nan() AS decimal(5,2)), CAST(1e-9 AS decimal(5,2))",
                "1500000000000000000000000000000.00|0.30000000000000004|∅|∅|0.00"
            },
            {
                "SELECT TRY_CAST('2025-1-5' AS date), TRY_CAST('2025-02-30' AS date), TRY_CAST('2025-01-05 10:00:00' AS date)",
                "2025-01-05|∅|∅"
            },
            {
                "SELECT CAST('2025-01-05 10:11:12.3456' AS timestamp), TRY_CAST('2025-01-05T10:00:00' AS timestamp)",
                "2025-01-05 10:11:12.346|∅"
            },
            {
                "SELECT CAST(TIMESTAMP '2025-01-05 10:11:12' AS varchar), CAST(DATE '2025-01-05' AS varchar), CAST(true AS varchar)",
                "2025-01-05 10:11:12|2025-01-05|true"
            },
            {
                "SELECT CAST('abc' AS varchar(2)), CAST(1.50 AS varchar), TRY_CAST('t' AS boolean), TRY_CAST('yes' AS boolean)",
                "ab|1.50|true|∅"
            },
            { "SELECT CAST(ROW(1, 'x') AS row(a bigint, b varchar)).b", "x" },
            // NULL, order, comparison.
            { $"SELECT n FROM {Letters} ORDER BY c", "1\n2\n3" },
            { $"SELECT n FROM {Letters} ORDER BY c DESC", "2\n1\n3" },
            { $"SELECT n FROM {Letters} ORDER BY c NULLS FIRST", "3\n1\n2" },
            { "SELECT x FROM (VALUES 'b', 'B', 'ä', 'a', '한', '🙂') AS t (x) ORDER BY x", "B\na\nb\nä\n한\n🙂" },
            { "SELECT coalesce(NULL, 'a'), nullif(1, 1), if(1 > 2, 'x'), if(true, 1, 2.5), NULL", "a|∅|∅|1.0|∅" },
            { "SELECT CASE WHEN 1 = 2 THEN 'a' ELSE 'b' END, CASE 3 WHEN 3 THEN 'c' END", "b|c" },
            { "SELECT 1 IN (1, NULL), 2 IN (1, NULL), 2 NOT IN (1, 3), 1 IS DISTINCT FROM NULL", "true|∅|true|true" },
            {
                "SELECT 2 BETWEEN 1 AND 3, 'a%b' LIKE 'a!%b' ESCAPE '!', 'ab' LIKE 'a_', 'A' LIKE 'a'",
                "true|true|true|false"
            },
            { "SELECT try(1 / 0), try(CAST('x' AS integer)), try(element_at(ARRAY[1], 3))", "∅|∅|∅" },
            {
                "SELECT try(DECIMAL '99999999999999999999999999999999999999' + 1), try(DECIMAL '99999999999999999999' * DECIMAL '9999999999999999999.9'), try(DECIMAL '9999999999999999999999999999999999999' * 10)",
                "∅|∅|99999999999999999999999999999999999990"
            },
            {
                "SELECT try(DECIMAL '12345678901234567890123456789012345678' / DECIMAL '0.01'), try(DECIMAL '12345678901234567890123456789012345.678' - DECIMAL '0.678')",
                "∅|12345678901234567890123456789012345.000"
            },
            { "SELECT try(9223372036854775807 + 1), try(2147483647 * 2), try(2 * 3 - 1)", "∅|∅|5" },
            { "SELECT NOT true OR true AND false, true OR NULL, false AND NULL", "false|true|false" },
            // Texts.
            { "SELECT trim('\t a \n'), trim(BOTH 'x' FROM 'xxaxx'), ltrim('  a '), rtrim(' a  ')", "a|a|a | a" },
            {
                "SELECT length('한글🙂'), lower('ÄB'), upper('äb'), reverse('abc'), strpos('abc', 'c'), position('b' IN 'abc')",
                "3|äb|ÄB|cba|3|2"
            },
            {
                "SELECT substr('hello', 2, 3), substr('hello', -3), substring('hello', 0), substr('hi', -5), substr('hi', 9)",
                "ell|llo|||"
            },
            {
                "SELECT 'a' || 'b' || NULL, concat('a', 'b', 'c'), concat('a', NULL), concat_ws(',', 'a', NULL, 'b')",
                "∅|abc|∅|a,b"
            },
            { "SELECT split('a,b,,c', ','), split_part('a-b', '-', 2), split_part('a-b', '-', 3)", "[a, b, , c]|b|∅" },
            {
                "SELECT replace('aaa', 'a', 'b'), lpad('5', 3, '0'), starts_with('abc', 'ab'), chr(65), codepoint('A')",
                "bbb|005|true|A|65"
            },
            {
                "SELECT 'it''s', 'a\"b', 'semi;colon', '--no comment' /* a comment; */ -- another; one",
                "it's|a\"b|semi;colon|--no comment"
            },
            // Regular expressions.
            {
                @"SELECT regexp_like('a1', '\d'), regexp_like('abc', '^b'), regexp_extract('k=v', '(\w)=(\w)', 2), regexp_extract('x', 'y')",
                "true|false|v|∅"
            },
            {
                @"SELECT regexp_replace('2025-10', '(\d+)-(\d+)', '$2/$1'), regexp_replace('a b', '\s'), regexp_replace('ab', 'b', '\$')",
                "10/2025|ab|a$"
            },
            {
                @"SELECT regexp_extract_all('a1b22', '[0-9]+'), regexp_split('a1b2c', '[0-9]'), regexp_count('aXbX', 'X')",
                "[1, 22]|[a, b, c]|2"
            },
            {
                @"SELECT regexp_extract(chr(9) || '42 ', '\A[\x09-\x0D ]*([+-]?[0-9]+)[\x09-\x0D ]*\z', 1), regexp_like('a' || chr(10) || 'b', 'a.b')",
                "42|false"
            },
            // Dates and times.
            {
                "SELECT date_trunc('month', DATE '2025-10-28'), date_trunc('week', TIMESTAMP '2025-10-28 10:00:00')",
                "2025-10-01|2025-10-27 00:00:00"
            },
            {
                "SELECT date_add('month', 1, DATE '2025-01-31'), date_add('hour', -1, TIMESTAMP '2025-01-01 00:00:00.000')",
                "2025-02-28|2024-12-31 23:00:00.000"
            },
            {
                "SELECT date_diff('day', TIMESTAMP '2025-01-01 23:00:00', TIMESTAMP '2025-01-02 01:00:00'), date_diff('hour', DATE '2025-01-01', DATE '2025-01-02')",
                "0|24"
            },
            {
                "SELECT DATE '2025-01-31' + INTERVAL '1' MONTH, DATE '2025-01-01' - INTERVAL '7' DAY, TIMESTAMP '2025-01-01 00:00:00' + INTERVAL '90' MINUTE",
                "2025-02-28|2024-12-25|2025-01-01 01:30:00"
            },
            {
                "SELECT hour(TIMESTAMP '2025-01-05 13:14:15'), day_of_week(DATE '2025-01-05'), year(DATE '2025-01-05'), extract(month FROM DATE '2025-01-05')",
                "13|7|2025|1"
            },
            {
                "SELECT current_date, now(), CAST(current_timestamp AS date)",
                "2025-11-01|2025-11-01 04:00:00.000 UTC|2025-11-01"
            },
            {
                "SELECT CAST(at_timezone(with_timezone(TIMESTAMP '2025-10-28 20:00:00.000', 'UTC'), 'Asia/Seoul') AS timestamp(3))",
                "2025-10-29 05:00:00.000"
            },
            {
                "SELECT TIMESTAMP '2025-10-28 20:00:00' AT TIME ZONE 'Asia/Seoul', hour(TIMESTAMP '2025-10-28 20:00:00' AT TIME ZONE 'Asia/Seoul')",
                "2025-10-29 05:00:00.000 Asia/Seoul|5"
            },
            {
                "SELECT from_iso8601_timestamp('2025-10-28T03:12:45.123Z'), CAST(from_iso8601_timestamp('2025-10-28T03:12:45+09:00') AS timestamp)",
                "2025-10-28 03:12:45.123 UTC|2025-10-27 18:12:45.000"
            },
            {
                "SELECT from_unixtime(1.5), to_unixtime(TIMESTAMP '1970-01-01 00:01:00.500'), try(from_iso8601_timestamp('no'))",
                "1970-01-01 00:00:01.500 UTC|60.5|∅"
            },
            {
                "SELECT date_format(TIMESTAMP '2025-01-05 13:04:05', '%Y-%m-%d %H:%i:%s'), date_parse('2025/01/05', '%Y/%m/%d')",
                "2025-01-05 13:04:05|2025-01-05 00:00:00.000"
            },
            { "SELECT TIMESTAMP '2025-01-02 00:00:00' - TIMESTAMP '2025-01-01 12:00:00'", "0 12:00:00.000" },
            // Arrays, maps, rows.
            {
                "SELECT ARRAY[1, 2][2], element_at(ARRAY[1], 5), cardinality(ARRAY[1, NULL]), contains(ARRAY[1, 2], 2)",
                "2|∅|2|true"
            },
            {
                "SELECT MAP(ARRAY['a'], ARRAY[1])['a'], element_at(MAP(ARRAY['a'], ARRAY[1]), 'b'), map_keys(MAP(ARRAY['a'], ARRAY[1]))",
                "1|∅|[a]"
            },
            {
                "SELECT sequence(1, 3), sequence(3, 1, -1), sequence(DATE '2025-01-30', DATE '2025-02-01')",
                "[1, 2, 3]|[3, 2, 1]|[2025-01-30, 2025-01-31, 2025-02-01]"
            },
            { "SELECT x, o FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY AS t (x, o) ORDER BY o", "a|1\nb|2" },
            {
                "SELECT n, x FROM (VALUES (1, ARRAY[10, 20]), (2, ARRAY[])) AS t (n, a) LEFT JOIN UNNEST(a) AS u (x) ON TRUE ORDER BY 1, 2",
                "1|10\n1|20\n2|∅"
            },
            {
                "SELECT k, n, o FROM UNNEST(ARRAY[CAST(ROW('a', 1) AS row(k varchar, n integer)), NULL]) WITH ORDINALITY AS t (k, n, o) ORDER BY o",
                "a|1|1\n∅|∅|2"
            },
            {
                "SELECT u.k FROM (VALUES 1) AS t (x) CROSS JOIN UNNEST(ARRAY[CAST(ROW('a', x) AS row(k varchar, n integer))]) AS u",
                "a"
            },
            {
                "SELECT n, x FROM (VALUES (1, ARRAY[10, 20]), (2, ARRAY[]), (3, NULL)) AS t (n, a) CROSS JOIN UNNEST(a) AS u (x) WHERE n < 3 AND x > 10",
                "1|20"
            },
            {
                "SELECT * FROM (VALUES (1, ARRAY[10, 20], ARRAY['p'])) AS t (n, a, b) CROSS JOIN UNNEST(a, b) WITH ORDINALITY AS u (x, y, o) ORDER BY o",
                "1|[10, 20]|[p]|10|p|1\n1|[10, 20]|[p]|20|∅|2"
            },
            {
                "SELECT t.n, s.k, v FROM (VALUES (1, ARRAY[CAST(ROW('a', ARRAY[ROW(7), ROW(8)]) AS row(k varchar, items array(row(v integer)))), NULL])) AS t (n, a), UNNEST(a) AS s, UNNEST(s.items) AS i WHERE v > 7",
                "1|a|8"
            },
            {
                "SELECT k, v.w FROM (VALUES 1) AS t (n) CROSS JOIN UNNEST(MAP(ARRAY['a'], ARRAY[CAST(ROW(n) AS row(w integer))])) AS u (k, v)",
                "a|1"
            },
            {
                "SELECT m, x FROM (VALUES (1, ARRAY[5])) AS t (n, a) CROSS JOIN UNNEST(a) AS u (x) JOIN (VALUES (1, 'one')) AS w (i, m) ON w.i = t.n",
                "one|5"
            },
            { "SELECT k, v FROM UNNEST(MAP(ARRAY['a', 'b'], ARRAY[1, 2])) AS t (k, v) ORDER BY k", "a|1\nb|2" },
            {
                "SELECT transform(ARRAY[1, 2], x -> x * 10), filter(ARRAY[1, 2, 3], x -> x > 1), any_match(ARRAY[1], x -> x = 1)",
                "[10, 20]|[2, 3]|true"
            },
            {
                "SELECT array_join(ARRAY[1, NULL, 3], '-'), array_distinct(ARRAY[1, 1]), array_sort(ARRAY[2, NULL, 1]), ARRAY[1] || ARRAY[2]",
                "1-3|[1]|[1, 2, null]|[1, 2]"
            },
            { "SELECT ROW(1, 'a'), MAP(ARRAY['k'], ARRAY[1.5])", "{field0=1, field1=a}|{k=1.5}" },
            // Aggregates, windows, groups.
            {
                $"SELECT count(*), count(c), count(DISTINCT c), count_if(n > 1), count(*) FILTER (WHERE n = 1) FROM {Letters}",
                "3|2|2|2|1"
            },
            {
                $"SELECT max_by(c, n), min_by(c, n), array_agg(n ORDER BY n DESC), listagg(c, '+') WITHIN GROUP (ORDER BY c) FROM {Letters}",
                "∅|a|[3, 2, 1]|a+b"
            },
            {
                "SELECT count(*), sum(x), min(x), count(DISTINCT ROW(x, y)) FROM (VALUES (1, 2)) AS t (x, y) WHERE x > 5",
                "0|∅|∅|0"
            },
            {
                "SELECT o, lag(x) IGNORE NULLS OVER (ORDER BY o), last_value(x) IGNORE NULLS OVER (ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM (VALUES (1, 'a'), (2, NULL), (3, 'c')) AS t (o, x) ORDER BY o",
                "1|∅|a\n2|a|a\n3|a|c"
            },
            {
                "SELECT x, rank() OVER (ORDER BY x), row_number() OVER (ORDER BY x), sum(x) OVER w FROM (VALUES 1, 2, 2) AS t (x) WINDOW w AS (ORDER BY x) ORDER BY 1, 3",
                "1|1|1|1\n2|2|2|5\n2|2|3|5"
            },
            {
                "SELECT count(*) OVER (ORDER BY t RANGE BETWEEN INTERVAL '30' MINUTE PRECEDING AND CURRENT ROW) FROM (VALUES TIMESTAMP '2025-01-01 00:00:00', TIMESTAMP '2025-01-01 00:20:00', TIMESTAMP '2025-01-01 00:45:00') AS v (t) ORDER BY t",
                "1\n2\n2"
            },
            {
                "SELECT a, b, sum(n), grouping(a, b) FROM (VALUES (1, 2, 10), (1, 3, 20)) AS t (a, b, n) GROUP BY GROUPING SETS ((a, b), (a), ()) ORDER BY 4, 2",
                "1|2|10|0\n1|3|20|0\n1|∅|30|1\n∅|∅|30|3"
            },
            {
                "SELECT c, count(*) AS total FROM (VALUES 'x', 'y', 'x') AS t (c) GROUP BY 1 HAVING count(*) > 1 ORDER BY total",
                "x|2"
            },
            {
                "SELECT length(c) + 1, count(*) FROM (VALUES 'x', 'yy') AS t (c) GROUP BY length(c) + 1 ORDER BY 1",
                "2|1\n3|1"
            },
            { "SELECT approx_distinct(x) FROM (VALUES 1, 1, 2) AS t (x)", "2" },
            // Queries.
            { "WITH a AS (SELECT 1 AS x), b (y) AS (SELECT x + 1 FROM a) SELECT x, y FROM a CROSS JOIN b", "1|2" },
            { "SELECT * FROM (SELECT 1 AS a UNION ALL SELECT 2.5) ORDER BY a DESC", "2.5\n1.0" },
            { "SELECT 1 UNION SELECT 1 EXCEPT SELECT 2", "1" },
            {
                "SELECT t.n, u.m FROM (VALUES 1, 2) AS t (n) LEFT JOIN (VALUES 2) AS u (m) ON t.n = u.m ORDER BY n",
                "1|∅\n2|2"
            },
            {
                "SELECT k, a, b FROM (VALUES (1, 'a')) AS l (k, a) JOIN (VALUES (1, 'b')) AS r (k, b) USING (k)",
                "1|a|b"
            },
            {
                "SELECT n FROM (VALUES 1, 2, 3) AS t (n) WHERE EXISTS (SELECT 1 FROM (VALUES 2) AS u (m) WHERE m = n)",
                "2"
            },
            { "SELECT n FROM (VALUES 1, 2, 3) AS t (n) WHERE n > ALL (SELECT 1) AND n IN (SELECT 3)", "3" },
            { "SELECT (SELECT max(n) FROM (VALUES 1, 2) AS t (n)) + 1", "3" },
            { "SELECT n FROM (VALUES 1, 2, 3) AS t (n) ORDER BY n DESC OFFSET 1 LIMIT 1", "2" },
            { "SELECT DISTINCT a FROM (VALUES 1, 1) AS t (a)", "1" },
            { "VALUES (1, 'a'), (2, NULL)", "1|a\n2|∅" },
            { "SELECT \"Strange \"\"Name\" FROM (SELECT 1 AS \"strange \"\"name\")", "1" },
            {
                "SELECT json_extract_scalar('{\"a\":{\"b\":\"x\"}}', '$.a.b'), json_extract_scalar('{\"a\":[1]}', '$.a'), json_array_length('[1,2]')",
                "x|∅|2"
            },
            {
                "SELECT to_hex(to_utf8('a')), to_hex(md5(to_utf8('a'))), X'6162'",
                "61|0CC175B9C0F1B6A831C399E269772661|61 62"
            },
        };

    public static TheoryData<string, string> Failures =>
        new()
        {
            { "SELECT x FROM (VALUES 1) AS t (n)", "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved" },
            {
                "SELECT 1\nFROM nowhere",
                "TABLE_NOT_FOUND: line 2:6: Table 'awsdatacatalog.log_db.nowhere' does not exist"
            },
            { "SELECT 1 FROM nodb.t", "SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist" },
            { "SELECT nosuch(1)", "FUNCTION_NOT_FOUND: line 1:8: Function 'nosuch' not registered" },
            { "SELECT length(1)", "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function length" },
            { "SELECT 'a' = 1", "TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar(1) = integer" },
            { "SELECT 'a' + 1", "TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar(1) + integer" },
            { "SELECT 1 / 0", "DIVISION_BY_ZERO: Division by zero" },
            { "SELECT 1.0 / 0", "DIVISION_BY_ZERO: Division by zero" },
            { "SELECT 5 % 0", "DIVISION_BY_ZERO: Division by zero" },
            {
                "SELECT CAST(1e3 AS decimal(5,2))",
                "INVALID_CAST_ARGUMENT: Cannot cast DOUBLE '1000.0' to DECIMAL(5, 2)"
            },
            { "SELECT CAST('x' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT" },
            { "SELECT MAP(ARRAY['a'], ARRAY[1])['b']", "INVALID_FUNCTION_ARGUMENT: Key not present in map: b" },
            {
                "SELECT ARRAY[1][3]",
                "INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: 3 > 1"
            },
            {
                "SELECT n, count(*) FROM (VALUES 1) AS t (n)",
                "EXPRESSION_NOT_AGGREGATE: line 1:8: 'n' must be an aggregate expression or appear in GROUP BY clause"
            },
            {
                "SELECT n FROM (VALUES 1) AS t (n), (VALUES 2) AS u (n)",
                "AMBIGUOUS_NAME: line 1:8: Column 'n' is ambiguous"
            },
            {
                "SELECT (SELECT * FROM (VALUES 1, 2) AS t (n))",
                "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows"
            },
            { "SELECT 9223372036854775807 + 1", "NUMERIC_VALUE_OUT_OF_RANGE" },
            { "SELEC 1", "line 1:1: mismatched input 'SELEC'" },
            { "SELECT 1 FROM", "line 1:14: mismatched input '<EOF>'" },
            { "SELECT 1; SELECT 2", "Only one sql statement is allowed" },
            { "SELECT `a` FROM t", "line 1:8: backquoted identifiers are not supported" },
            { "DELETE FROM t", "Queries of this type are not supported" },
            { "SELECT regexp_like('a', '(?=a)')", "NOT_SUPPORTED: line 1:8" },
            { "SELECT regexp_like('a', '[a-z&&[^b]]')", "NOT_SUPPORTED: line 1:8" },
            { "SELECT regexp_like('a', '[a[b-c]]')", "NOT_SUPPORTED: line 1:8" },
            {
                "SELECT CASE WHEN true THEN 1 ELSE 'a' END",
                "TYPE_MISMATCH: line 1:8: All CASE results must be the same type"
            },
            { "SELECT sum('a')", "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(1)) for function sum" },
            { "SELECT 1 WHERE 1", "TYPE_MISMATCH: line 1:16: WHERE clause must evaluate to a boolean" },
        };

    public static TheoryData<string, string> Types =>
        new()
        {
            { "1", "integer" },
            { "1 + CAST(1 AS bigint)", "bigint" },
            { "1.5", "decimal(2,1)" },
            { "1.5 * 2.25", "decimal(5,3)" },
            { "1.5 / 2.25", "decimal(5,2)" },
            { "CAST(1 AS decimal(38,2)) / CAST(1 AS bigint)", "decimal(38,2)" },
            { "1e0 + 1.5", "double" },
            { "sum(1)", "bigint" },
            { "sum(1.5)", "decimal(38,1)" },
            { "avg(1)", "double" },
            { "DATE '2025-01-01' + INTERVAL '1' DAY", "date" },
            { "now()", "timestamp(3) with time zone" },
            { "ARRAY[1, 2.5]", "array(decimal(11,1))" },
            { "round(1.55, 1)", "decimal(4,2)" },
        };
}
