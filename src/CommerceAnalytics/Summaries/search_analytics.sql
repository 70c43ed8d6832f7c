/*
name: search_analytics
about: >-
  What people search, and whether they find it: a row for each term, in lower case and without white
  space around it. Searches without a term are left out.
window_days: 7
batch: 3
top:
  limit: 200
  by: search_count
key: [search_query]
watched: search_count
events:
  - commerce.search
  - commerce.search.result_click
attributes: [userKey, sessionId, query, payload_query, resultCount]
audit:
  measures:
    searches: search_count
    clicks: click_count
differences:
  - 'each click belongs to one search, so the rate cannot pass 100 %; it was joined by session'
  - 'searches without a term are left out and take no clicks'
columns:
  - name: search_query
    type: varchar
    about: the term
  - name: search_count
    type: bigint
    about: searches
  - name: unique_users
    type: bigint
    about: users who searched it
    at_most: search_count
  - name: unique_sessions
    type: bigint
    about: sessions in which it was searched
    at_most: search_count
  - name: click_count
    type: bigint
    about: 'searches with a result click of their own: a click belongs to the latest search of its session, no more than `SearchClickWindowMinutes` earlier, and with its term if it has one'
    at_most: search_count
  - name: click_through_rate
    type: double
    about: percent of searches with a click
    unit: percent
  - name: zero_result_count
    type: bigint
    about: searches that found nothing (`resultCount` is 0); NULL where no search tells
    at_most: search_count
  - name: zero_result_rate
    type: double
    about: percent of the searches that tell a `resultCount`
    unit: percent
*/
WITH
-- Searches with a term, and the clicks that may belong to one: those with a session.
steps AS (
    SELECT
        body = 'commerce.search' AS is_search,
        ts,
        session_id,
        user_key,
        term,
        result_count,
        CASE WHEN body = 'commerce.search' THEN ts END AS searched_at
    FROM events
    WHERE (body = 'commerce.search' AND term IS NOT NULL)
        OR (body = 'commerce.search.result_click' AND session_id IS NOT NULL)
),
-- The latest search of the session so far, and the latest with the same term. RANGE takes in what has the very same timestamp.
latest AS (
    SELECT
        *,
        max(searched_at) OVER (PARTITION BY session_id ORDER BY ts RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS any_search_at,
        max(searched_at) OVER (PARTITION BY session_id, term ORDER BY ts RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS term_search_at
    FROM steps
),
-- A click takes the timestamp and the term of its search. Of searches at the same timestamp the one whose term sorts last is the latest.
owned AS (
    SELECT
        is_search,
        ts,
        session_id,
        user_key,
        result_count,
        CASE WHEN term IS NULL THEN any_search_at ELSE term_search_at END AS search_at,
        COALESCE(term, max(CASE WHEN is_search THEN term END) OVER (PARTITION BY session_id, any_search_at)) AS search_query
    FROM latest
),
counted AS (
    SELECT
        search_query,
        count_if(is_search) AS search_count,
        count(DISTINCT CASE WHEN is_search THEN user_key END) AS unique_users,
        count(DISTINCT CASE WHEN is_search THEN session_id END) AS unique_sessions,
        -- Searches with a click of their own: several clicks of one search are one, and searches alike in session, timestamp and term are one.
        count(DISTINCT CASE WHEN NOT is_search THEN ROW(session_id, search_at) END) AS click_count,
        count(CASE WHEN is_search THEN result_count END) AS counted_results,
        count_if(is_search AND result_count = 0) AS zero_results
    FROM owned
    WHERE is_search OR ts <= search_at + INTERVAL '{{search_click_minutes}}' MINUTE
    GROUP BY search_query
)
SELECT
    search_query,
    search_count,
    unique_users,
    unique_sessions,
    click_count,
    -- Decimals divide to the dividend's 2 places, rounded half up once.
    CAST(100 * click_count AS decimal(38, 2)) / NULLIF(search_count, 0) AS click_through_rate,
    CASE WHEN counted_results > 0 THEN zero_results END AS zero_result_count,
    CAST(100 * zero_results AS decimal(38, 2)) / NULLIF(counted_results, 0) AS zero_result_rate
FROM counted
