namespace CollateralActors.Margining.Risk;

/// <content>Books on a grace path.</content>
public sealed partial class RiskBook
{
    /// <summary>The last ones made of this book. Who makes one twice at a time makes the same twice.</summary>
    private (RiskBook With, RiskBook Book)? coming;

    private (RiskBook By, RiskBook Book)? completed;

    /// <summary>The set that it comes from, while it is on a grace path; else null.</summary>
    public RiskBook? From { get; private init; }

    /// <summary>The same parameters on the way from another set.</summary>
    /// <returns>One and the same book for the same set.</returns>
    internal RiskBook ComingFrom(RiskBook from)
    {
        if (coming is { } last && ReferenceEquals(last.With, from))
            return last.Book;
        var book = With(Version, Assets, Phase, WeakenedAt, from: from);
        book.asAdopted = asAdopted ?? this;
        coming = (from, book);
        return book;
    }

    /// <summary>
    /// This book, with all of a later one that an account may hold and this one does not know, and with its funding:
    /// what an account is worth is the same under both.
    /// </summary>
    internal RiskBook CompletedBy(RiskBook later)
    {
        if (completed is { } last && ReferenceEquals(last.By, later))
            return last.Book;
        var book = new RiskBook(
            Version,
            Valuation,
            MarginCallRatio,
            LiquidationTarget,
            [.. Assets, .. later.Assets.Where(asset => Find(asset.Id) is null)],
            [
                .. Instruments.Select(instrument => instrument with { Funding = later[instrument.Id].Funding }),
                .. later.Instruments.Where(instrument => Find(instrument.Id) is null),
            ])
        {
            ProfitWeights = ProfitWeights,
            FeeReserve = FeeReserve,
            PriceUse = PriceUse,
            Calls = Calls,
            Liquidation = Liquidation,
            // A base that only the later book scans cannot be scanned by this one.
            Portfolio = later.Portfolio.Scans.Keys.All(@base => Portfolio.Find(@base) is not null)
                ? Portfolio
                : later.Portfolio,
        };
        completed = (later, book);
        return book;
    }
}
