using FunctionsHost.Isolated;
using FunctionsHost.Tests.Hosting;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Isolated;

public sealed class PublishedAppTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PublishedAppTests()
    {
        Write("host.json", "{}");
        Write("functions.metadata", "[]");
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".azurefunctions"));
        Write("App.dll", "");
        Write(
            "worker.config.json",
            """{"description":{"defaultExecutablePath":"dotnet","defaultWorkerPath":"App.dll"}}"""
        );
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_PublishedFolder_TakesTheAssemblyFromItsWorkerConfiguration()
    {
        var app = PublishedApp.Read(_folder.Path);

        app.Folder.ShouldBe(_folder.Path);
        app.Assembly.ShouldBe(Path.Combine(_folder.Path, "App.dll"));
    }

    [Fact]
    public void Read_NoSuchFolder_SaysSo() =>
        MessageOf(Path.Combine(_folder.Path, "none")).ShouldContain("there is no such folder");

    [Fact]
    public void Read_FolderOfSomethingElse_SaysAllThatIsMissingAndWhatToDo()
    {
        File.Delete(Path.Combine(_folder.Path, "worker.config.json"));
        Directory.Delete(Path.Combine(_folder.Path, ".azurefunctions"));

        var message = MessageOf(_folder.Path);

        message.ShouldBe(
            $"{_folder.Path} is no published Functions app of the isolated worker model: "
                + "worker.config.json, .azurefunctions are missing. "
                + "Publish the app with 'dotnet publish <project> -o <folder>' and give that folder."
        );
    }

    [Fact]
    public void Read_SelfContainedApp_IsRefused()
    {
        Write(
            "worker.config.json",
            """{"description":{"defaultExecutablePath":"App","defaultWorkerPath":"App.dll"}}"""
        );

        MessageOf(_folder.Path)
            .ShouldContain("started by 'App' instead of 'dotnet' (publish it without --self-contained)");
    }

    [Fact]
    public void Read_AssemblyThatIsNotThere_IsNamed()
    {
        File.Delete(Path.Combine(_folder.Path, "App.dll"));

        MessageOf(_folder.Path).ShouldContain("App.dll, which worker.config.json names, is missing");
    }

    [Theory]
    [InlineData("{", "worker.config.json cannot be read")]
    [InlineData("{}", "worker.config.json has no description")]
    public void Read_WorkerConfigurationThatIsWrong_IsNamed(string text, string expected)
    {
        Write("worker.config.json", text);

        MessageOf(_folder.Path).ShouldContain(expected);
    }

    private static string MessageOf(string folder) =>
        Should.Throw<AppRefusedException>(() => PublishedApp.Read(folder)).Message;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.Path, name), text);
}
