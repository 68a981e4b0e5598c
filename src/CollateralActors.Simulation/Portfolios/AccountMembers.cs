using System.Diagnostics;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Portfolios;

/// <summary>Reads <c>accounts</c> of a portfolio.</summary>
internal static class AccountMembers
{
    private static readonly (string Name, MarginMode Mode)[] Modes =
    [
        ("cross", MarginMode.Cross), ("portfolio", MarginMode.Portfolio), ("loan", MarginMode.Loan),
    ];

    private static readonly string[] ModeNames = [.. Modes.Select(mode => mode.Name)];

    public static IReadOnlyList<PortfolioAccount> Read(JsonObjectReader file, RiskMembers risk, MarketView market)
    {
        var accounts = new List<PortfolioAccount>();
        foreach (var account in file.List("accounts"))
        {
            if (ReadOne(account, risk) is not { } read)
                continue;
            if (read.Id.Value.Length > 0 && accounts.Exists(other => other.Id == read.Id))
                account.Wrong("id", $"there is an account '{read.Id}' already");
            if (file.Problems.Found.Count == 0)
                CheckPrices(account, read.Book, market);
            accounts.Add(read);
        }

        return accounts;
    }

    private static PortfolioAccount? ReadOne(JsonObjectReader account, RiskMembers risk)
    {
        var id = new AccountId(account.Text("id"));
        var mode = Modes[account.OneOf("mode", ModeNames)].Mode;
        var book = mode == MarginMode.Loan ? Loan(account, risk) : Trading(account, risk, mode);
        account.Done();
        return new PortfolioAccount(id, account.Place, book);
    }

    private static MarginBook Trading(JsonObjectReader account, RiskMembers risk, MarginMode mode)
    {
        if (account.Has("debts"))
            account.Wrong("debts", "only accounts in loan mode have debts; here a negative balance is what is owed");
        var rules = new ModeRules(mode, risk.Portfolio);
        return new MarginBook(
            Amounts(account, "balances", NumberRange.Any, risk),
            PositionMembers.Read(account, risk, rules),
            OrderMembers.Read(account, risk, rules))
        {
            Mode = mode,
        };
    }

    private static MarginBook Loan(JsonObjectReader account, RiskMembers risk)
    {
        foreach (var member in (string[])["positions", "orders"])
        {
            foreach (var one in account.List(member).Take(1))
                one.Wrong($"an account in loan mode has no {member}; leave them out, or change the mode");
        }

        return new MarginBook(Amounts(account, "balances", NumberRange.NotNegative, risk), [], [])
        {
            Mode = MarginMode.Loan,
            Debts = Amounts(account, "debts", NumberRange.NotNegative, risk),
        };
    }

    private static List<Holding> Amounts(
        JsonObjectReader account, string member, NumberRange range, RiskMembers risk)
    {
        var holdings = new List<Holding>();
        foreach (var (name, amount) in account.Numbers(member, range))
        {
            if (risk.Assets.FirstOrDefault(asset => asset.Id.Value == name) is { } asset)
                holdings.Add(new Holding(asset, new Amount(amount)));
            else
                account.Wrong(member, name, $"the asset '{name}' is not listed; add it to assets");
        }

        return holdings;
    }

    private static void CheckPrices(JsonObjectReader account, MarginBook book, MarketView market)
    {
        try
        {
            foreach (var missing in MarginCalculator.MissingPrices(book, market, forEfficiency: true))
                account.Wrong(Message(missing));
        }
        catch (OverflowException)
        {
            account.Wrong(
                "the prices that give the mark of an instrument are too far apart; give the mark itself in marks");
        }
    }

    private static string Message(MissingPrice missing) => missing switch
    {
        MissingPrice.OfAsset price => $"the price of '{price.Asset}' is missing; add it to prices",
        MissingPrice.OfInstrument mark =>
            $"the mark of '{mark.Instrument}' is missing; add it to marks, or the prices that give it to prices",
        MissingPrice.OfVolatility option =>
            $"the implied volatility or the time to expiry of '{option.Instrument}' is missing",
        _ => throw new UnreachableException($"unhandled {missing.GetType().Name}"),
    };
}
