using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>Reads a scenario's traders and what they do.</summary>
internal static class TraderMembers
{
    private const int MostWeight = 1_000;
    private const int ShareScale = 4;

    private static readonly NumberRange Shares = new(0m, share =>
        share is >= 0m and <= 1m && Decimals.FitsScale(share, ShareScale)
            ? null
            : "is not within 0 … 1 with at most 4 decimals; write 1 % as 0.01");

    private static readonly NumberRange Leverages = new(1m, leverage =>
        leverage is >= 0.1m and <= 200m && Decimals.FitsScale(leverage, 1)
            ? null
            : "is not within 0.1 … 200 with at most 1 decimal");

    public static ValueList<TraderKind> Read(JsonObjectReader file, RiskBook risk)
    {
        var kinds = (file.Needs("traders") ? file.Objects("traders") : [])
            .Select(kind => Read(kind.Name, kind.Object, risk)).ToValueList();
        var sum = kinds.Sum(kind => kind.Share);
        if (file.Has("traders") && sum != 1m)
            file.Wrong("traders", $"the shares of all kinds add up to {Decimals.Plain(sum)}; they have to add up to 1");
        return kinds;
    }

    public static Activity ReadActivity(JsonObjectReader activity)
    {
        var read = new Activity(
            Share("deposits"),
            Share("withdrawals"),
            Share("orders"),
            Share("releases"),
            Share("fills"),
            Share("mistakes"))
        {
            Margins = activity.Number("margins", NumberRange.Share, 0m),
            Transfers = activity.Number("transfers", NumberRange.Share, 0m),
            Exits = activity.Number("exits", NumberRange.Share, 0m),
            Abandonments = activity.Number("abandonments", NumberRange.Share, 0m),
        };
        activity.Done();
        return read;

        decimal Share(string member) => activity.Number(member, NumberRange.Share);
    }

    private static TraderKind Read(string name, JsonObjectReader kind, RiskBook risk)
    {
        var share = kind.Number("share", Shares);
        var deposits = (kind.Needs("deposits") ? kind.Objects("deposits") : [])
            .Select(deposit => ReadDeposit(deposit.Name, deposit.Object, risk)).ToValueList();
        if (kind.Has("deposits") && deposits.Count == 0)
            kind.Wrong("deposits", "traders need at least one asset to deposit");
        var second = kind.Number("secondDeposit", Shares, 0m);
        var trades = ReadTrades(kind, risk);
        var read = trades.Count == 0
            ? new TraderKind(name, share, deposits, second, trades, 0, default, 0m, 0m, 0m)
            : new TraderKind(
                name, share, deposits, second, trades,
                (int)kind.Number("mostPositions", NumberRange.Whole(1, trades.Count)),
                kind.Object("leverage") is { } leverage ? ReadLeverage(leverage) : default,
                kind.Number("longShare", Shares),
                kind.Number("orderShare", Shares, 0m),
                kind.Number("peerShare", Shares, 0m))
            {
                IsolatedShare = kind.Number("isolatedShare", Shares, 0m),
                PostOnlyShare = kind.Number("postOnlyShare", Shares, 0m),
                Mode = ReadMode(kind, trades, risk),
            };
        kind.Done();
        return read;
    }

    private static MarginMode ReadMode(JsonObjectReader kind, ValueList<InstrumentWeight> trades, RiskBook risk)
    {
        if (kind.OneOf("mode", "cross", "portfolio") == 0)
            return MarginMode.Cross;
        foreach (var id in trades.Select(trade => trade.Instrument))
        {
            if (risk.Find(id) is { IsSpot: false } instrument && risk.Portfolio.Find(instrument.Base) is null)
            {
                kind.Wrong(
                    "mode", $"portfolio mode needs scenarios of '{instrument.Base}' in the risk book, to trade '{id}'");
            }
        }

        return MarginMode.Portfolio;
    }

    private static ValueList<InstrumentWeight> ReadTrades(JsonObjectReader kind, RiskBook risk)
    {
        var trades = kind.Numbers("trades", NumberRange.Whole(1, MostWeight));
        foreach (var (name, _) in trades.Where(trade => risk.Find(new InstrumentId(trade.Name)) is null))
        {
            var known = string.Join(", ", risk.Instruments.Select(i => i.Id));
            kind.Wrong("trades", $"'{name}' is not an instrument of the risk book; known are {known}");
        }

        return trades
            .Select(trade => new InstrumentWeight(new InstrumentId(trade.Name), (int)trade.Number))
            .ToValueList();
    }

    private static DepositRange ReadDeposit(string name, JsonObjectReader deposit, RiskBook risk)
    {
        var asset = risk.Find(new AssetId(name));
        if (asset is null)
            deposit.Wrong(VenueMembers.UnknownAsset(name, risk));
        var (lowest, highest) = (AmountOf("lowest"), AmountOf("highest"));
        if (highest < lowest)
            deposit.Wrong("highest", $"{Decimals.Plain(highest)} is below lowest, {Decimals.Plain(lowest)}");
        deposit.Done();
        return new DepositRange(new AssetId(name), new Amount(lowest), new Amount(highest));

        decimal AmountOf(string member)
        {
            var amount = deposit.Number(member, NumberRange.Positive);
            if (asset is not null && !Decimals.FitsScale(amount, asset.Scale))
            {
                deposit.Wrong(
                    member,
                    FormattableString.Invariant(
                        $"{Decimals.Plain(amount)} {name} has more than {asset.Scale} decimals"));
            }

            return amount;
        }
    }

    private static LeverageRange ReadLeverage(JsonObjectReader leverage)
    {
        var (lowest, highest) = (leverage.Number("lowest", Leverages), leverage.Number("highest", Leverages));
        if (highest < lowest)
            leverage.Wrong("highest", $"{Decimals.Plain(highest)} is below lowest, {Decimals.Plain(lowest)}");
        leverage.Done();
        return new LeverageRange(lowest, highest);
    }
}
