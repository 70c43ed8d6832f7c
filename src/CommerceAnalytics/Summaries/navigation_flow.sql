-- From which page to which page people go, and from where they leave.
WITH
-- Routing events of a session in their order, each with the page before it.
steps AS (
    SELECT
        session_id,
        user_key,
        page,
        COALESCE(
            from_path,
            lag(page) OVER (PARTITION BY session_id ORDER BY ts, page, from_path NULLS LAST, user_key NULLS LAST)
        ) AS previous_page,
        lead(page) OVER (PARTITION BY session_id ORDER BY ts, page, from_path NULLS LAST, user_key NULLS LAST) IS NULL AS is_exit
    FROM events
    WHERE session_id IS NOT NULL AND page IS NOT NULL
),
-- In one pass: for each pair of pages its transitions, and for each page (to_path is NULL) its views and exits.
counted AS (
    SELECT
        CASE WHEN grouping(previous_page) = 1 THEN page ELSE previous_page END AS from_path,
        CASE WHEN grouping(previous_page) = 0 THEN page END AS to_path,
        count(*) AS steps,
        count(DISTINCT user_key) AS unique_users,
        count(DISTINCT session_id) AS unique_sessions,
        count_if(is_exit) AS exits
    FROM steps
    GROUP BY GROUPING SETS ((previous_page, page), (page))
),
-- Every pair gets the views and exits of the page that it begins with.
paired AS (
    SELECT
        *,
        COALESCE(max(CASE WHEN to_path IS NULL THEN steps END) OVER (PARTITION BY from_path), 0) AS from_views,
        COALESCE(max(CASE WHEN to_path IS NULL THEN exits END) OVER (PARTITION BY from_path), 0) AS from_exits
    FROM counted
)
SELECT
    from_path,
    to_path,
    steps AS transition_count,
    unique_users,
    unique_sessions,
    -- Decimals divide to the dividend's 2 places, rounded half up once.
    CAST(steps AS decimal(38, 2)) / unique_sessions AS avg_transitions_per_session,
    from_views,
    from_exits,
    CAST(100 * from_exits AS decimal(38, 2)) / NULLIF(from_views, 0) AS from_exit_rate
FROM paired
WHERE from_path <> to_path
ORDER BY transition_count DESC, from_path, to_path
LIMIT 100
