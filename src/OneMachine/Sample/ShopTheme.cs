namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>What a shop sells, in its own words. Products are brand x kind x pack.</summary>
/// <param name="Namespace">Value of <c>resource.service.namespace</c>.</param>
/// <param name="Brands">Brand names.</param>
/// <param name="Sellers">Seller names; flaws of real names included.</param>
/// <param name="Kinds">Kinds of product, the popular ones first.</param>
/// <param name="VainTerms">What people search for and do not find.</param>
internal sealed record ShopTheme(
    string Namespace,
    string[] Brands,
    string[] Sellers,
    ProductKind[] Kinds,
    string[] VainTerms
)
{
    /// <summary>
    /// The shop for the n-th service of a lake: services beyond the two of the default settings share the two themes.
    /// </summary>
    public static ShopTheme For(string serviceName, int index) =>
        serviceName.Contains("pharm", StringComparison.Ordinal)
        || (index % 2 == 1 && !serviceName.Contains("brand", StringComparison.Ordinal))
            ? Pharmacy
            : Brand;

    private static readonly ShopTheme Brand = new(
        "commerce-kr",
        ["닥터그린", "MUJINJANG", "라온", "Seoul Bloom", "자연담다", "Blanc & Noir", "하루온", "Tiny Whale"],
        [
            "주식회사 그린팜",
            "서울뷰티랩",
            "O'Neill Trading",
            "라온상사",
            "Seoul Bloom Co., Ltd.",
            "착한농장",
            "(주)\"별\"컴퍼니",
            "Blanc & Noir",
        ],
        [
            new("그린티 토너", "Green Tea Toner", "beauty", 18_900, ["200ml", "500ml"]),
            new("선크림 SPF50+", "Sun Cream SPF50+", "스킨케어", 21_000, ["50ml", "50ml x 2"]),
            new("비타민C 세럼", "Vitamin C Serum", "스킨케어", 29_800, ["30ml", "50ml"]),
            new("콜라겐 젤리", "Collagen Jelly Stick", "supplement", 32_000, ["14포", "30포"]),
            new("마스크팩 \"진정\"", "Calming Mask Pack", "beauty", 12_500, ["10매", "30매"]),
            new("단백질 쉐이크", "Protein Shake", "health", 39_900, ["초코 1kg", "바닐라 1kg"]),
            new("샴푸", "Shampoo", "헤어·바디", 15_900, ["500ml", "1L 리필"]),
            new("핸드크림", "Hand Cream", "beauty", 8_900, ["50ml", "50ml x 3"]),
            new("고양이 간식 🐱", "Cat Treats 🐱", "반려동물", 6_500, ["60g", "60g x 10"]),
            new("유기농 그래놀라", "Organic Granola", "식품", 13_400, ["300g", "1kg"]),
            new("텀블러", "Tumbler", "생활용품", 24_000, ["473ml", "591ml"]),
            new("Men's 올인원 로션", "Men's All-in-One Lotion", "스킨케어", 27_500, ["150ml"]),
            new("캔버스 에코백", "Canvas Tote", "패션잡화", 19_000, ["아이보리", "블랙"]),
            new("아기 물티슈", "Baby Wipes", "유아동", 9_900, ["100매 x 10"]),
        ],
        ["아이폰 케이스", "gift card", "할인쿠폰", "나이키", "ㅅㅐㅁㅍㅜ", "크리스마스 트리 🎄"]
    );

    private static readonly ShopTheme Pharmacy = new(
        "commerce-kr",
        ["온누리약방", "PharmaPlus", "종근담", "Daily Dose", "튼튼연구소", "메디온"],
        [
            "온누리약국 강남점",
            "PharmaPlus Korea",
            "튼튼연구소",
            "의료기상사 '한결'",
            "Daily Dose Inc.",
            "부산약품\n물류센터",
        ],
        [
            new("비타민C 1000", "Vitamin C 1000", "supplement", 15_000, ["60정", "180정"]),
            new("오메가3", "Omega-3", "supplement", 28_900, ["60캡슐", "180캡슐"]),
            new("유산균", "Probiotics", "건강기능식품", 34_500, ["30포", "90포"]),
            new("KF94 마스크", "KF94 Mask", "의약외품", 12_000, ["25매", "50매"]),
            new("파스", "Pain Relief Patch", "파스·밴드", 4_500, ["10매", "20매"]),
            new("루테인", "Lutein", "건강기능식품", 22_000, ["30캡슐", "90캡슐"]),
            new("밀크씨슬", "Milk Thistle", "health", 19_800, ["60정"]),
            new("홍삼정 에브리데이", "Red Ginseng Everyday", "health", 69_000, ["30포", "100포"]),
            new("전동칫솔", "Electric Toothbrush", "구강용품", 49_900, ["1개", "1개 + 칫솔모 4"]),
            new("혈압계", "Blood Pressure Monitor", "의료기기", 58_000, ["팔뚝형", "손목형"]),
            new("손소독제", "Hand Sanitizer", "위생용품", 3_900, ["500ml", "5L"]),
            new("체온계", "Thermometer", "의료기기", 32_000, ["비접촉", "전자"]),
        ],
        ["타이레놀 처방", "prescription", "탈모약", "위고비", "코로나 자가키트 50%"]
    );
}

/// <summary>A kind of product.</summary>
/// <param name="Korean">Its name in Korean, also what people search for.</param>
/// <param name="English">Its name in English, also what people search for.</param>
/// <param name="Category">The shop's category.</param>
/// <param name="Price">Price of an ordinary pack, in won.</param>
/// <param name="Packs">Pack sizes.</param>
internal sealed record ProductKind(string Korean, string English, string Category, int Price, string[] Packs);
