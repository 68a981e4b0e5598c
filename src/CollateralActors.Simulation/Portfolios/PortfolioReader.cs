using System.Collections.Immutable;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Portfolios;

/// <summary>Reads portfolio files for the margin calculator.</summary>
public static class PortfolioReader
{
    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    public static FileReading<Portfolio> Read(string path) => JsonFile.Read(path, Read);

    /// <summary>Reads <paramref name="text"/> as the content of the file <paramref name="name"/>.</summary>
    public static FileReading<Portfolio> Parse(string name, string text) => JsonFile.Parse(name, text, Read);

    private static Portfolio? Read(JsonObjectReader file)
    {
        var risk = RiskMembers.Read(file, RiskFileKind.Portfolio);
        var prices = file.Numbers("prices", NumberRange.Positive);
        var marks = file.Numbers("marks", NumberRange.Positive);
        if (prices.Any(price => price.Name == risk.Valuation.Value && price.Number != 1m))
            file.Wrong(
                "prices",
                risk.Valuation.Value,
                $"the price of the valuation currency '{risk.Valuation}' is 1; leave it out");
        foreach (var (name, _) in marks.Where(mark => !risk.Instruments.ContainsKey(mark.Name)))
            file.Wrong("marks", name, $"there is no instrument '{name}'; add it to instruments");
        var market = new MarketView(
            FrameNumber.None, new Instant(0), risk.ToBook(new RiskBookVersion(1)),
            prices.ToImmutableSortedDictionary(price => new AssetId(price.Name), price => new Price(price.Number)),
            marks.ToImmutableSortedDictionary(mark => new InstrumentId(mark.Name), mark => new Price(mark.Number)),
            risk.OptionQuotes.ToImmutableSortedDictionary());
        var accounts = file.Needs("accounts") ? AccountMembers.Read(file, risk, market) : [];
        file.Done();
        return file.Problems.Found.Count == 0 ? new Portfolio(market, accounts) : null;
    }
}
