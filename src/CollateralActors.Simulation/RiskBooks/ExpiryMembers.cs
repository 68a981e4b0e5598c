using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads when a venue's contract ends and what it is settled by.</summary>
internal static class ExpiryMembers
{
    private static readonly NumberRange Minutes = NumberRange.Whole(0, (int)ExpiryTerms.LongestWindow.TotalMinutes);

    public static ExpiryTerms Read(JsonObjectReader instrument, bool isOption, Instant? asOf)
    {
        var at = instrument.Time("expiry");
        if (asOf is { } from && at != default && at <= from)
            instrument.Wrong("expiry", $"{at} is in the past; the book takes effect at {from}");
        var minutes = instrument.Number(
            "settlementWindowMinutes", Minutes, (decimal)ExpiryTerms.DefaultWindow.TotalMinutes);
        var fee = instrument.Number("deliveryFee", NumberRange.Share, 0m);
        var threshold = isOption ? instrument.Number("exerciseThreshold", NumberRange.NotNegative, 0m) : 0m;
        return new ExpiryTerms(at, TimeSpan.FromMinutes((double)minutes), new Rate(fee), new Price(threshold));
    }
}
