using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>Reads the venue's side of a scenario: order books, market makers, insurance funds.</summary>
internal static class VenueMembers
{
    private const int MostMakers = 99;
    private const int MostLevels = 1_000;

    public static ValueList<BookModel> ReadBooks(JsonObjectReader file, RiskBook risk, ValueList<QuoteSource> sources)
    {
        var books = new List<BookModel>();
        foreach (var (name, book) in file.Needs("books") ? file.Objects("books") : [])
        {
            if (risk.Find(new InstrumentId(name)) is { IsSpot: true })
                book.Wrong($"'{name}' is spot: liquidations do not trade in it and need no order book; leave it out");
            else if (risk.Find(new InstrumentId(name)) is { } instrument)
                books.Add(ReadBook(book, instrument, sources));
            else
            {
                var known = string.Join(", ", risk.Instruments.Select(i => i.Id));
                book.Wrong($"'{name}' is not an instrument of the risk book; known are {known}");
            }
        }

        var contracts = risk.Instruments.Where(i => !i.IsSpot);
        foreach (var instrument in contracts.Where(i => books.TrueForAll(book => book.Instrument != i.Id)))
        {
            if (file.Has("books"))
                file.Wrong("books", $"instrument '{instrument.Id}' of the risk book has no order book; add it");
        }

        return books.ToValueList();
    }

    public static MarketMakers ReadMakers(JsonObjectReader makers, RiskBook risk)
    {
        var count = (int)makers.Number("count", NumberRange.Whole(1, MostMakers));
        var deposits = ReadMoney(makers, "deposits", risk);
        if (makers.Has("deposits") && deposits.Count == 0)
            makers.Wrong("deposits", "market makers need a deposit to trade with");
        makers.Done();
        return new MarketMakers(count, deposits);
    }

    /// <summary>Amounts by asset, more than 0 and at the assets' scale.</summary>
    public static ValueList<Money> ReadMoney(JsonObjectReader file, string member, RiskBook risk)
    {
        var money = new List<Money>();
        foreach (var (name, amount) in file.Needs(member) ? file.Numbers(member, NumberRange.Positive) : [])
        {
            if (risk.Find(new AssetId(name)) is not { } asset)
                file.Wrong(member, UnknownAsset(name, risk));
            else if (!Decimals.FitsScale(amount, asset.Scale))
            {
                file.Wrong(
                    member,
                    FormattableString.Invariant(
                        $"{Decimals.Plain(amount)} {name} has more than {asset.Scale} decimals"));
            }
            else
                money.Add(new Money(new Amount(Decimals.Normal(amount)), asset.Id));
        }

        return money.ToValueList();
    }

    /// <summary>Later versions of the risk book, each after the one before.</summary>
    public static ValueList<BookChange> ReadBookChanges(
        JsonObjectReader file, RiskBook first, PriceSeries? series, NamedFiles named)
    {
        var (changes, before) = (new List<BookChange>(), first);
        foreach (var change in file.List("bookChanges"))
        {
            var from = (int)change.Number("fromMinute", NumberRange.Whole(1, 1_000_000));
            if (changes.Count > 0 && from <= changes[^1].FromMinute)
                change.Wrong(
                    "fromMinute", FormattableString.Invariant($"minute {from} is not after the change before"));
            var effective = LaterMinute(change, "effectiveMinute", from, "fromMinute");
            var grace = LaterMinute(
                change, "graceUntilMinute", (effective ?? from) + 1, "the first one that leaves time,");
            var start = series?.Ticks[0].Time;
            var time = start + TimeSpan.FromMinutes(effective ?? from);
            if (named.RiskBook(change, "riskBook", time, changes.Count + 2) is { } book)
            {
                foreach (var problem in RiskBookRules.Problems(book, before, time))
                    change.Wrong("riskBook", problem);
                changes.Add(new BookChange(from, book)
                {
                    EffectiveAt = effective is null ? null : time,
                    GraceUntil = grace is { } minute ? start + TimeSpan.FromMinutes(minute) : null,
                });
                before = book;
            }

            change.Done();
        }

        return changes.ToValueList();
    }

    private static int? LaterMinute(JsonObjectReader change, string member, int least, string named)
    {
        if (!change.Has(member))
            return null;
        var minute = (int)change.Number(member, NumberRange.Whole(1, 1_000_000));
        if (minute < least)
            change.Wrong(member, FormattableString.Invariant($"minute {minute} is before {named} {least}"));
        return minute;
    }

    public static string UnknownAsset(string name, RiskBook risk) =>
        $"'{name}' is not an asset of the risk book; "
        + $"known are {string.Join(", ", risk.Assets.Select(asset => asset.Id))}";

    private static BookModel ReadBook(
        JsonObjectReader book, InstrumentParameters instrument, ValueList<QuoteSource> sources)
    {
        var model = new BookModel(
            instrument.Id,
            new Rate(book.Number("halfSpread", NumberRange.Share)),
            new Rate(book.Number("levelStep", NumberRange.Share)),
            new Quantity(Lots("levelQuantity", NumberRange.Positive)),
            (int)book.Number("levels", NumberRange.Whole(1, MostLevels)),
            new Quantity(Lots("recoveryPerFrame", new NumberRange(0m, value => value >= 0m ? null : "is below 0"))))
        {
            QuotesAs = book.Has("quotesAs") ? new SourceId(book.Text("quotesAs")) : null,
        };
        if (model.QuotesAs is { } name && sources.Any(source => source.Id == name))
            book.Wrong("quotesAs", $"'{name}' is among the sources; give the book a name of its own");
        if (model.QuotesAs is not null && instrument.IsOption)
            book.Wrong("quotesAs", $"'{instrument.Id}' is an option; only the book of a future or a perpetual quotes");
        if (model.HalfSpread.Value + (model.LevelStep.Value * model.Levels) >= 1m)
            book.Wrong(
                "levels",
                "the last level to buy from lies at or below a price of 0; write fewer levels or a smaller step");
        book.Done();
        return model;

        decimal Lots(string member, NumberRange range)
        {
            var quantity = book.Number(member, range);
            if (book.Has(member) && instrument.Lot.Contracts > 0m
                && !Decimals.IsMultipleOf(quantity, instrument.Lot.Contracts))
                book.Wrong(
                    member,
                    $"{Decimals.Plain(quantity)} is not a multiple of the lot {instrument.Lot} of '{instrument.Id}'");
            return Decimals.Normal(quantity);
        }
    }
}
