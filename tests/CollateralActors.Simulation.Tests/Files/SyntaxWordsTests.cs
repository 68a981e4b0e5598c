using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Portfolios;
using CollateralActors.Simulation.RiskBooks;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Tests.Files;

/// <summary>A file that is not JSON is refused in plain words, at the character that is wrong.</summary>
public sealed class SyntaxWordsTests
{
    [Theory]
    [InlineData("hello", 1, 1, "a value is expected here, not 'h'")]
    [InlineData("}", 1, 1, "a value is expected here, not '}'")]
    [InlineData("{\n \"a\": }", 2, 7, "a value is expected here, not '}'")]
    [InlineData("{\"a\": nul}", 1, 9, "a value is expected here, such as 12.5, \"text\", true, { … } or [ … ]")]
    [InlineData("{\n \"a\" \"b\" }", 2, 6, "a colon is missing before '\"'")]
    [InlineData("{ \"a\": 1 \"b\": 2 }", 1, 10, "a comma is missing before '\"'")]
    [InlineData("{ \"a\": \"1\"\"b\": 2 }", 1, 11, "a comma is missing before '\"'")]
    [InlineData("{ \"a\": [1]\"b\": 2 }", 1, 11, "a comma is missing before '\"'")]
    [InlineData("{ \"a\": \"1\"  \"b\": 2 }", 1, 13, "a comma is missing before '\"'")]
    [InlineData("{ \"a\": 1 /* b */\"b\": 2 }", 1, 17, "a comma is missing before '\"'")]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2 }", 3, 3, "a comma is missing before '\"'")]
    [InlineData("{\n \"a\": 1\n\"b\": 2 }", 3, 1, "a comma is missing before '\"'")]
    [InlineData("{ \"a\": 1, , }", 1, 11, "a name in double quotes is expected here, not ','")]
    [InlineData("{} {}", 1, 4, "the file goes on after its end: '{'")]
    [InlineData("{ \"a\": [1 }", 1, 11, "a list that was begun with [ is closed with }")]
    [InlineData("{ \"a\": 1 ]", 1, 10, "an object that was begun with { is closed with ]")]
    [InlineData("{ \"a\": \"b\n", 2, 1, "a text has no closing double quote")]
    [InlineData("{ \"a\": 1 /* b }", 1, 15, "a comment that was begun with /* has no */")]
    [InlineData("{ \"a\": 1 / b }", 1, 10, "a comment begins with // or stands between /* and */")]
    [InlineData("{ \"a\": [", 1, 9, "the file ends too early: something that was begun is not closed")]
    [InlineData("{ \"a\": \"\\x\" }", 1, 10, "a backslash in a text is written twice; unknown is '\\x'")]
    [InlineData("{ \"a\": 1, \"a\": 2 }", 1, 11, "there are two members of one object with the name 'a'")]
    [InlineData("{ \"a\": 12abc }", 1, 12, "this is not a number, write it like 12.5: '12abc'")]
    public void Each_mistake_is_named(string text, int line, int column, string said)
    {
        foreach (var problems in new[]
                 {
                     PortfolioReader.Parse("f.jsonc", text).Problems,
                     ScenarioReader.Parse("f.jsonc", text, ".").Problems,
                     RiskBookReader.Parse("f.jsonc", text, new RiskBookVersion(1)).Problems,
                 })
        {
            var problem = Assert.Single(problems);
            Assert.Equal((line, column, said), (problem.Place.Line, problem.Place.Column, problem.Message));
        }
    }

    [Fact]
    public void What_is_nested_too_deeply_and_what_is_too_long_to_be_a_number_is_named_in_few_words()
    {
        var deep = Assert.Single(PortfolioReader.Parse("f.jsonc", new string('[', 100)).Problems);
        Assert.Equal("there are more lists and objects within each other than any file needs", deep.Message);
        var digits = Assert.Single(PortfolioReader.Parse("f.jsonc", $"{{ \"a\": {new string('1', 400)} }}").Problems);
        Assert.Equal("this number has more digits than are kept", digits.Message);
    }
}
