using System.Text.RegularExpressions;

namespace EndToEnd.Pages;

/// <summary>
/// Sign-in by the address that <c>serve</c> prints. The address is good for five minutes, and the other tests of the
/// pages may take longer than that: this one has a host of its own.
/// </summary>
public sealed partial class SignInTests
{
    [BrowserFact]
    public async Task SignIn_ByThePrintedAddress_NeedsNoKeyInAnyTabAndIsGoodOnce()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Support.Serving.StartAsync(folder.File("lake"));
        var address = SignInLine().Match(serving.Log).Groups["address"].Value;

        var tests = await NodeProject.Pages.TestAsync(
            "sign-in.test.mjs",
            ("COMMERCE_HOST", serving.Http.BaseAddress!.ToString().TrimEnd('/')),
            ("COMMERCE_KEY", serving.FunctionKey),
            ("COMMERCE_CHROMIUM", NodeProject.Chromium!),
            ("COMMERCE_SIGN_IN", address)
        );

        tests.ShouldBe(1);
    }

    [GeneratedRegex(@"^open (?<address>\S+) \(lets one browser in", RegexOptions.Multiline)]
    private static partial Regex SignInLine();
}
