-- Makes of the one run in a task hub's store very many: $runs, $per_day for each date before the run's own, newest first, evenly over the days;
-- every tenth has failed. $run: its id; $date: its date. Histories are copied for the newest $histories: nothing reads the others.
CREATE TEMP TABLE copies AS
WITH RECURSIVE
    numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < $runs),
    places AS (SELECT i, date($date, '-' || (1 + (i - 1) / $per_day) || ' days') AS date, $per_day - (i - 1) % $per_day AS number FROM numbers)
SELECT i, date, 'commerce-' || date || CASE number WHEN 1 THEN '' ELSE '-' || number END AS run, i * 864000000000 / $per_day AS earlier
FROM places;

INSERT INTO instances
SELECT
    replace(o.instance_id, $run, c.run),
    (SELECT generation FROM generations) + c.i,
    o.name,
    CASE WHEN o.instance_id = $run AND c.i % 10 = 0 THEN 3 ELSE o.status END,
    o.created_at - c.earlier,
    o.updated_at - c.earlier,
    replace(replace(o.input, $run, c.run), $date, c.date),
    replace(replace(o.output, $run, c.run), $date, c.date),
    replace(replace(o.custom_status, $run, c.run), $date, c.date),
    o.failure,
    o.tags,
    replace(o.parent_id, $run, c.run),
    replace(o.parent, $run, c.run),
    o.trace
FROM copies AS c CROSS JOIN instances AS o;

INSERT INTO history
SELECT replace(h.instance_id, $run, c.run), h.sequence, replace(replace(h.event, $run, c.run), $date, c.date)
FROM copies AS c CROSS JOIN history AS h
WHERE c.i <= $histories;

UPDATE generations SET generation = generation + $runs;
