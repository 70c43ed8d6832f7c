using System.CommandLine;
using System.CommandLine.Parsing;
using CommerceAnalytics.Naming;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// What is wrong with a command line as it was typed: one sentence for one mistake, with what to write instead.
/// </summary>
internal static class Mistakes
{
    /// <summary>Letters that may be wrong in a name for it to be suggested still.</summary>
    private const int MostWrong = 3;

    public static IReadOnlyList<string> Of(ParseResult parse)
    {
        var words = Words(parse);
        return
        [
            .. words.Select(word => Unknown(word, parse)),
            .. parse.Errors.Select(error => Told(error, parse, words)).OfType<string>(),
            .. Options(parse).Where(option => IsSwallowed(option, parse)).Select(Swallowed),
        ];
    }

    /// <summary>Whether an option has taken the option behind it for its value.</summary>
    public static bool IsSwallowed(OptionResult option, ParseResult parse) =>
        option.Tokens is [{ Value: ['-', _, ..] value }]
        && parse.CommandResult.Command.Options.Any(other => other.Name == value || other.Aliases.Contains(value));

    private static IEnumerable<OptionResult> Options(ParseResult parse) =>
        parse.CommandResult.Children.OfType<OptionResult>();

    /// <summary>
    /// What nobody knows, each mistake once: the value behind an unknown option belongs to it, all that stands behind an
    /// unknown command is that one's, and words in a row are one text that was to stand in quotes.
    /// </summary>
    private static List<string> Words(ParseResult parse)
    {
        var words = new List<string>();
        var isGroup = parse.CommandResult.Command.Subcommands.Count > 0;
        foreach (var token in parse.UnmatchedTokens.Where(token => !IsOfSwallowed(token, parse)))
        {
            if (isGroup && words.Count == 1 && !IsOption(words[0]))
                break;
            if (words.Count == 0 || IsOption(token))
                words.Add(token);
            else if (!IsOption(words[^1]))
                words[^1] = $"{words[^1]} {token}";
        }

        return words;
    }

    /// <summary>Whether a word is the value of an option that the option before it has taken for its own.</summary>
    private static bool IsOfSwallowed(string word, ParseResult parse)
    {
        var place = parse.Tokens.ToList().FindIndex(token => token.Value == word);
        return place > 0
            && Options(parse)
                .Where(option => IsSwallowed(option, parse))
                .Any(option => option.Tokens[0].Value == parse.Tokens[place - 1].Value);
    }

    private static bool IsOption(string word) =>
        word.Length > 1 && word[0] == '-' && !word.Contains(' ', StringComparison.Ordinal);

    private static string Unknown(string word, ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        if (IsOption(word))
            return UnknownOption(word, command);
        if (command.Subcommands.Any(other => other.Name == word))
            return $"'{word}' stands behind --, which makes it a value: leave out the --";
        if (command.Subcommands.Count > 0)
            return $"there is no command '{word}'{Meant(word, Names(command))}";
        if (Root(command).Subcommands.Any(other => other.Name == word))
            return $"'{word}' is a command of its own: give one command at a time";
        return $"nobody knows what '{word}' is for: an option takes one value and is given again for the next, and a text with spaces stands in quotes";
    }

    private static string UnknownOption(string word, Command command)
    {
        if (HasOption(command, word))
            return $"{word} stands before its command: write `{command.Name} {word} ...`";
        if (command.Subcommands.FirstOrDefault(other => HasOption(other, word)) is { } owner)
            return $"{word} is an option of a command: write the command first, such as `{owner.Name} {word} ...`";
        var options = command.Options.Where(option => !option.Hidden).Select(option => option.Name);
        return $"{command.Name} has no option {word}{Meant(word, options)}";
    }

    private static bool HasOption(Command command, string name) => command.Options.Any(option => option.Name == name);

    private static IEnumerable<string> Names(Command command) =>
        command.Subcommands.Where(other => !other.Hidden).Select(other => other.Name);

    private static string Meant(string word, IEnumerable<string> names)
    {
        var nearest = Spelling.Nearest(word, names, most: 1);
        return
            nearest is [var name]
            && Spelling.Distance(word, name) <= Math.Min(MostWrong, name.TrimStart('-').Length / 2)
            ? $"; did you mean {name}?"
            : "";
    }

    /// <summary>What the parser tells, in words that say what to do; null for what is told already.</summary>
    private static string? Told(ParseError error, ParseResult parse, List<string> words)
    {
        if (error.SymbolResult is OptionResult { Tokens.Count: 0, Option: var empty })
            return $"{empty.Name} has no value: write {empty.Name} {empty.HelpName}";
        if (error.SymbolResult is OptionResult { Tokens.Count: > 1 and var times, Option: var repeated })
            return $"{repeated.Name} is given {times} times: give it once";
        if (parse.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
            return null;
        // That a group needs one of its commands, where one was named that it has not.
        return words.Count > 0 && parse.CommandResult.Command.Subcommands.Count > 0 ? null : error.Message;
    }

    private static string Swallowed(OptionResult option) =>
        $"{option.Option.Name} has no value, only the option {option.Tokens[0].Value} behind it: write {option.Option.Name} {option.Option.HelpName}";

    private static Command Root(Command command)
    {
        while (command.Parents.OfType<Command>().FirstOrDefault() is { } parent)
            command = parent;
        return command;
    }
}
