namespace CollateralActors.Margining.Market;

/// <summary>What an oracle made of one quote.</summary>
public abstract record QuoteVerdict
{
    private QuoteVerdict()
    {
    }

    /// <summary>Valid, and now the source's last quote.</summary>
    public sealed record Accepted : QuoteVerdict;

    /// <summary>Valid, but a later valid quote of the same source came in the same batch and counts instead.</summary>
    public sealed record Conflated : QuoteVerdict;

    /// <summary>The source's last quote once more: a retry, without effect.</summary>
    public sealed record Duplicate : QuoteVerdict;

    /// <summary>Not valid; without effect.</summary>
    /// <param name="Reason">What is wrong and what would be right.</param>
    public sealed record Refused(QuoteRefusal Reason) : QuoteVerdict;
}
