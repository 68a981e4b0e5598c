using System.Globalization;
using System.Text.RegularExpressions;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Tests.Pages;

/// <summary>What an example may say of an account, a price, an instrument, a fund or the venue.</summary>
internal sealed class ExampleFigures(ExampleVenue venue)
{
    /// <summary>
    /// Whether a line is about figures; fails where one is another. <c>≈</c> compares what is written after rounding.
    /// </summary>
    public bool Check(string line)
    {
        if (Regex.Match(line, "^(?<of>[^:]+(:[^ :]+)?): (?<figures>.+ [=≈] .+)$") is not { Success: true } match)
            return false;
        venue.CatchUp();
        foreach (var figure in match.Groups["figures"].Value.Split(", "))
        {
            var parts = Regex.Match(figure, "^(?<name>.+) (?<sign>[=≈]) (?<value>.+)$").Groups;
            var (expected, actual) = (parts["value"].Value, Of(match.Groups["of"].Value, parts["name"].Value));
            var text = actual switch
            {
                decimal number when parts["sign"].Value == "≈" => Plain(Math.Round(number, DecimalsOf(expected))),
                decimal number => Plain(Decimals.Normal(number)),
                _ => (string)actual,
            };
            Assert.Equal($"{parts["name"].Value} = {expected}", $"{parts["name"].Value} = {text}");
        }

        return true;
    }

    private object Of(string subject, string name)
    {
        if (subject == "the venue")
            return OfVenue(name);
        if (Regex.Match(subject, "^escrow (.+)$") is { Success: true } escrow)
            return OfEscrow(venue.Escrow(escrow.Groups[1].Value), name);
        if (Regex.Match(subject, "^the (.+) fund$") is { Success: true } fund)
            return name == "balance" ? venue.Fund(fund.Groups[1].Value).Balance.Value : Unknown(name);
        if (Regex.Match(subject, "^the (.+) pool$") is { Success: true } pool)
            return OfPool(venue.Pool(pool.Groups[1].Value), name);
        if (venue.Market.Risk.Find(new InstrumentId(subject)) is { } instrument
            && OfInstrument(instrument, name) is { } ofInstrument)
            return ofInstrument;
        return venue.Prices.States.TryGetValue(new Symbol(subject), out var oracle)
            ? OfSymbol(subject, oracle, name)
            : name == "last step" ? venue.LastStep(subject)
            : OfAccount(venue.Account(subject), name);
    }

    private static object OfEscrow(EscrowState escrow, string name) => (name.Split(' '), escrow) switch
    {
        (["stage"], _) => Words(escrow.GetType().Name),
        (["exit"], EscrowState.Closed closed) => closed.Exit ?? "none",
        (["holds", var asset], _) =>
            escrow.Held.Where(part => part.Asset == new AssetId(asset)).Sum(part => part.Amount.Value),
        _ => Unknown(name),
    };

    private object OfPool(PoolState pool, string name)
    {
        var asset = venue.Market.Risk[pool.Asset];
        var lent = PoolMath.Owed(pool.Units, venue.Market.InterestIndex(pool.Asset), asset.Scale);
        return name switch
        {
            "cash" => pool.Cash.Value,
            "lent" => lent.Value,
            "shares" => pool.Shares.Value,
            "shares of the treasury" => pool.VenueShares.Value,
            "supply index" => pool.SupplyIndex.Value,
            "reserve" => pool.Reserve.Value,
            "utilisation" => PoolMath.Utilisation(pool.Cash, lent).Value,
            "rate" => PoolMath.YearlyRate(asset.Lending!.Rates, PoolMath.Utilisation(pool.Cash, lent)).Value,
            _ => Unknown(name),
        };
    }

    // Its bucket of the ledger, such as 'treasury USDT'.
    private object OfVenue(string name) =>
        name.Split(' ') is [var bucket, var asset] && Enum.TryParse<LedgerBucket>(bucket, true, out var found)
        ? venue.Ledger.Total(found, new AssetId(asset)).Value
        : Unknown(name);

    private object? OfInstrument(InstrumentParameters instrument, string name) => name switch
    {
        "mark" => venue.Market.Mark(instrument)!.Value.Value,
        "open interest" => venue.Market.Totals.Of(instrument.Id).Contracts * instrument.ContractSize,
        "funding index" => venue.Market.FundingIndex(instrument.Id).Value,
        "settlement price" => venue.Market.Settlement(instrument.Id)!.Value.Index.Value,
        _ => null,
    };

    private object OfSymbol(string symbol, OracleState oracle, string name) => name switch
    {
        "price" => oracle.Price!.Value.Value,
        "condition" => oracle.Condition.ToString().ToLowerInvariant(),
        "half-width" => oracle.Confidence!.Value.Value,
        "mean" => oracle.Average!.Value,
        "low" => oracle.Cautious!.Low.Value,
        "high" => oracle.Cautious!.High.Value,
        "remaining share" => oracle.Remaining!.Value.Value,
        "held by all" => venue.Market.Totals.Of(new AssetId(symbol)).Value,
        "interest index" => venue.Market.InterestIndex(new AssetId(symbol)).Value,
        _ => Unknown(name),
    };

    private object OfAccount(AccountState account, string name)
    {
        var book = account.ToMarginBook(venue.Market);
        return name.Split(' ') switch
        {
            ["status"] => Words(account.Status),
            ["equity"] => Figures().Equity.Value,
            ["value"] => Figures().Value.Value,
            ["initial", "requirement"] => For("orders").Initial.Value,
            ["maintenance", "requirement"] => Figures().Maintenance.Value,
            ["equity", "for", var purpose] => For(purpose).Equity.Value,
            ["free", "for", var purpose] => For(purpose).FreeCollateral.Value,
            ["balance", var asset] => account.BalanceOf(new AssetId(asset)).Value,
            ["withdrawable", var asset] => Withdrawable.Of(account, new AssetId(asset), venue.Market).Value,
            ["position", var instrument] =>
                account.Positions.GetValueOrDefault(new InstrumentId(instrument)).Quantity.Contracts,
            ["locked", var asset] => account.Locked.Values.SelectMany(amounts => amounts)
                .Where(part => part.Asset == new AssetId(asset)).Sum(part => part.Amount.Value),
            ["loan", var asset] => OwedOn(new AssetId(asset)).Value,
            ["supplied", var asset] => PoolMath.Worth(
                account.StakeIn(new AssetId(asset)).Shares,
                venue.Market.SupplyIndex(new AssetId(asset)),
                venue.Market.Risk[new AssetId(asset)].Scale).Value,
            ["health", "factor"] => decimal.Parse(
                MarginReport.Of(book, venue.Market).HealthFactor!.Value.ToString(), CultureInfo.InvariantCulture),
            ["margin", var instrument] => account.IsolatedMarginOf(new InstrumentId(instrument)).Value,
            ["order", var order] =>
                account.Orders.TryGetValue(new OrderId(order), out var open) ? open.Quantity.Contracts : "gone",
            ["mode"] => Words(book.Mode),
            ["warned"] => account.IsWarned ? "yes" : "no",
            ["deadline"] => account.Demand?.Deadline.ToString() ?? "none",
            ["missing", var asset] => MissingOf(new AssetId(asset)),
            _ => Unknown(name),
        };

        Amount OwedOn(AssetId asset) => PoolMath.Owed(
            account.StakeIn(asset).Units, venue.Market.InterestIndex(asset), venue.Market.Risk[asset].Scale);
        object MissingOf(AssetId asset) => account.Demand is null
            ? "nothing"
            : DemandedAmount.AnyOf(account, MarginScope.Cross, venue.Market).Single(a => a.Asset == asset).Amount.Value;
        MarginFigures Figures() => MarginCalculator.Evaluate(book, venue.Market);
        PurposeFigures For(string purpose) => PurposeMargin.Evaluate(book, venue.Market, PurposeOf(purpose));
    }

    private static string Plain(decimal number) => Decimals.Plain(number);

    private static CollateralPurpose PurposeOf(string word) => word switch
    {
        "orders" => CollateralPurpose.Initial,
        "borrowing" => CollateralPurpose.Borrowing,
        "withdrawals" => CollateralPurpose.Withdrawal,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "no such purpose"),
    };

    private static string Words<T>(T value)
        where T : struct, Enum => Words(value.ToString());

    private static string Words(string name) => Regex.Replace(name, "(?<!^)([A-Z])", "-$1").ToLowerInvariant();

    private static int DecimalsOf(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is var at and >= 0 ? number.Length - at - 1 : 0;

    private static object Unknown(string name) =>
        throw new ArgumentOutOfRangeException(nameof(name), name, "no such figure: docs/examples.md lists them");
}
