using Xunit.Sdk;

namespace CollateralActors.Simulation.Tests.Pages;

/// <summary>Every example of the pages under docs runs and comes out as it is written.</summary>
public sealed class PageExampleTests
{
    private static readonly string[] Pages =
    [
        "examples", "collateral", "orders", "debts", "loans", "policies", "prices", "limits", "account-modes", "expiry", "spot", "escrow",
        "margin-calls", "margining", "liquidation", "deleveraging",
    ];

    private static readonly PageExample[] All = [.. Pages.SelectMany(PageExample.Of)];

    public static TheoryData<int, string> Examples
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < All.Length; i++)
                data.Add(i, All[i].ToString());
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void It_comes_out_as_it_is_written(int number, string place)
    {
        Assert.NotEmpty(place);
        All[number].Play();
    }

    /// <summary>Sections that explain and have no rule of their own.</summary>
    private static readonly string[] Explanations =
    [
        "account-modes: An account in all three modes",
        "deleveraging: A crash that others have to close",
        "deleveraging: A loss that others share",
        "liquidation: A crash with a thin book",
        "liquidation: A cascade",
        "liquidation: A venue outside",
        "liquidation: The liquidators",
    ];

    public static TheoryData<string> RulePages => [.. Pages.Except(["examples", "margining"])];

    [Theory]
    [MemberData(nameof(RulePages))]
    public void Each_rule_has_an_example_and_says_who_does_it(string page)
    {
        var sections = File.ReadAllText(PageExample.PathOf(page)).Split("\n## ").Skip(1)
            .Where(section => !Explanations.Contains($"{page}: {section.Split('\n')[0]}"))
            .ToList();
        Assert.NotEmpty(sections);
        Assert.All(sections, section => Assert.Contains("```example\n", section, StringComparison.Ordinal));
        Assert.All(sections, section => Assert.Contains("*Source", section, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alice: balance USDT = 10.1", "balance USDT = 10")]
    [InlineData("alice: balance USDT ≈ 10.1", "balance USDT = 10")]
    [InlineData("alice: wealth = 10", "no such figure")]
    [InlineData("alice withdraws 11 USDT", "InsufficientBalance")]
    [InlineData("alice withdraws 10 USDT: refused, insufficient-balance", "Outcome+Refused")]
    [InlineData("alice withdraws 11 USDT: refused, insufficient-free-collateral", "insufficient-balance")]
    [InlineData("alice deposits ten USDT", "no such sentence")]
    [InlineData("book liquidationTarget = \"0.5\"", "is below 1")]
    public void A_line_that_is_not_true_fails_with_its_place(string line, string says)
    {
        string[] page = ["# Page", "```example", "alice deposits 10 USDT", line, "a frame passes", "```"];
        var failure = Assert.ThrowsAny<XunitException>(Assert.Single(PageExample.Read("page", page)).Play);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Contains("docs/page.md:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_that_says_something_else_fails()
    {
        string[] page =
        [
            "```example",
            "alice deposits 10 USDT",
            "alice withdraws 11 USDT: refused, insufficient-balance",
            "> nonsense",
            "```",
        ];
        Assert.ThrowsAny<XunitException>(Assert.Single(PageExample.Read("page", page)).Play);
    }
}
