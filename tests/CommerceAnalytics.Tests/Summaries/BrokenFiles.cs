namespace CommerceAnalytics.Tests.Summaries;

/// <summary>A sound file, and what people get wrong: a text of it replaced by another, and what they are told.</summary>
internal static class BrokenFiles
{
    public const string Sound = """
        /*
        name: cart_pages
        about: Where cart adds come from.
        window_days: 30
        batch: 2
        top:
          limit: 100
          by: adds
        key: [seller, page]
        watched: adds
        events:
          - commerce.cart.add
        attributes: [sellerNm, path]
        columns:
          - name: seller
            type: varchar
            about: who sells it
            key_may_be_null: true
          - name: page
            type: varchar
            about: where it was added
          - name: adds
            type: bigint
            about: cart adds
          - name: users
            type: bigint
            about: users who added
            at_most: adds
        */
        SELECT
            seller_name AS seller,
            page,
            count(*) AS adds,
            count(DISTINCT user_key) AS users
        FROM events
        GROUP BY seller_name, page
        """;

    public static TheoryData<string, string, string> All { get; } =
        new()
        {
            { "/*\nname", "name", "1: There is no block of YAML at the top. Begin the file with a line '/*'" },
            { "*/\n", "", "1: The block of YAML does not end with a line '*/'." },
            { "about: Where cart adds", "about: Where: cart adds", "3: This is not valid YAML" },
            { "batch: 2", "batch: 2\nbatch: 3", "6: This is not valid YAML" },
            { "window_days: 30\n", "", "2: The summary has no 'window_days'. Add a line 'window_days: ...'." },
            { "window_days: 30", "window_days: 401", "4: 'window_days' is '401'. Write a whole number from 1 to 400." },
            { "window_days: 30", "window_days: a month", "4: 'window_days' is 'a month'." },
            { "batch: 2", "batch: 10", "5: 'batch' is '10'. Write a whole number from 1 to 9." },
            { "watched:", "watches:", "10: The summary has a key 'watches', which means nothing here. Write one of" },
            { "about: cart adds", "abuot: cart adds", "24: The column has a key 'abuot', which means nothing here." },
            { "name: cart_pages", "name: CartPages", "2: 'CartPages' cannot be a summary's name. Write 1 to 40" },
            { "name: cart_pages", "name: overview", "2: 'overview' cannot be a summary's name. The pipeline uses" },
            { "name: cart_pages", "name: cart_summary", "2: 'cart_summary' cannot be a summary's name. Leave" },
            { "name: cart_pages", "name: commerce_carts", "2: 'commerce_carts' cannot be a summary's name. Leave" },
            { "key: [seller, page]", "key: [seller, path]", "9: 'key' names 'path', which is no column. Name one of" },
            { "key: [seller, page]\n", "", "2: The summary has no 'key'. Add a line 'key: [...]'" },
            { "key: [seller, page]", "key: [page]", "18: 'seller' is not in 'key'. Remove 'key_may_be_null'." },
            { "by: adds", "by: seller", "7: 'by' is 'seller', which is no bigint column. Name one of 'columns'" },
            { "key: [", "rows: 24\nkey: [", "9: There is both 'top' and 'rows'. Remove one" },
            { "watched: adds", "watched: sales", "10: 'watched' is 'sales', which is no bigint column." },
            { "cart.add\n", "cart.ad\n", "12: 'commerce.cart.ad' is no kind of commerce event. Did you mean" },
            {
                "[sellerNm, path]",
                "[sellerNm, 'a b']",
                "13: 'a b' cannot be an attribute's name. Write letters, digits"
            },
            { "[sellerNm, path]", "[path, Path]", "13: 'attributes' names 'Path' twice. Remove one." },
            { "[sellerNm, path]", "[goodsCd, goods_cd]", "13: The attributes goodsCd and goods_cd would both be the" },
            {
                "watched: adds",
                "watched: adds\naudit:\n  kind_mising: warn",
                "12: 'audit' has a key 'kind_mising', which means nothing here. Write one of"
            },
            { "watched: adds", "watched: adds\naudit: off", "11: 'audit' is no mapping." },
            {
                "watched: adds",
                "watched: adds\naudit:\n  table_shrank: loud",
                "12: 'table_shrank' is 'loud'. Write off, warn or hold."
            },
            {
                "watched: adds",
                "watched: adds\naudit:\n  usual_nights: 2.5",
                "12: 'usual_nights' is '2.5'. Write a whole number."
            },
            {
                "watched: adds",
                "watched: adds\naudit:\n  shrank_warn_below: -1",
                "12: 'shrank_warn_below' is '-1'. Write a number such as 0.5."
            },
            {
                "watched: adds",
                "watched: adds\naudit:\n  shrank_warn_below: 1.5",
                "12: 'shrank_warn_below' is '1.5'. Write a number from 0 to 1."
            },
            {
                "watched: adds",
                "watched: adds\naudit:\n  shrank_warn_below: 0.05",
                "12: 'shrank_hold_below' is '0.1'. Write a number from 0 to 0.05."
            },
            {
                "watched: adds",
                "watched: adds\naudit:\n  measures:\n    cart_adds: seller",
                "13: 'cart_adds' is 'seller', which is no bigint column. Name one of 'columns': adds, users."
            },
            {
                "watched: adds",
                "watched: adds\naudit:\n  measures:\n    cart_add: adds",
                "13: 'measures' has a key 'cart_add', which means nothing here. Write one of cart_adds"
            },
            {
                "about: cart adds",
                "about: " + new string('x', 256),
                "24: 'about' is too long. Write one line of 255 characters at most"
            },
            { "at_most: adds", "at_most: searches", "28: There is no other column 'searches'. Name one of 'columns'." },
            {
                "type: bigint\n    about: cart",
                "type: money\n    about: cart",
                "23: 'money' cannot be a column's type."
            },
            { "    about: cart adds", "    about: cart adds\n    unit: euro", "25: 'unit' is not one of three." },
            { "    about: who", "    unit: money\n    about: who", "17: 'seller' is no number. Remove 'unit'." },
            { "key_may_be_null: true", "key_may_be_null: yes", "18: 'key_may_be_null' is 'yes'. Write true or false." },
            { "- name: users", "- name: night", "25: 'night' cannot be a column's name. Every table" },
            { "- name: users", "- name: service_name", "25: 'service_name' cannot be a column's name." },
            { "- name: users", "- name: order", "25: 'order' cannot be a column's name. It is a reserved word" },
            { "- name: users", "- name: Adds", "25: There are two columns 'adds'." },
            { "AS users", "AS people", "25: The SELECT gives no column 'users'. Add '... AS users' to it" },
            { "FROM events", "FROM logall", "30: The SELECT does not read the table events. Write FROM events." },
            { "SELECT\n", "DELETE\n", "30: The SQL is no SELECT. Begin it with SELECT or WITH." },
            { "SELECT\n", "WITH events AS (SELECT 1)\nSELECT\n", "30: The SELECT defines a table 'events' itself." },
            { "name, page\n", "name, page;\n", "36: There is a ';'. Write one SELECT without a semicolon." },
            { "count(*)", "count(*", "33: A parenthesis has no counterpart. Add or remove one." },
            { "    page,", "    'page,", "32: A text or comment does not end. Close it." },
            {
                "    page,",
                "    {{page}},",
                "32: There is nothing to fill '{{page}}' with. Use {{search_click_minutes}}"
            },
        };
}
