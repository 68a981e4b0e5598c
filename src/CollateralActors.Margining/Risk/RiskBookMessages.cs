using System.Text;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What the venue's risk book can be asked to do.</summary>
public abstract record RiskBookCommand : ICommand
{
    private RiskBookCommand()
    {
    }

    /// <summary>Puts new parameters in force; their version is given by the entity.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Adopt(RiskBook Book) : RiskBookCommand
    {
        /// <summary>They are in force from the first frame at or after this time on; null for at once.</summary>
        public Instant? EffectiveAt { get; init; }

        /// <summary>
        /// Until then nobody is liquidated who is short by the change alone; null where they hold in full at once.
        /// </summary>
        public Instant? GraceUntil { get; init; }

        /// <summary>What they were computed from; null where somebody wrote them.</summary>
        public RecalibrationInputs? Inputs { get; init; }

        /// <summary>
        /// Prints the members. Clients' fingerprints rest on it: a time that is not set is not in it.
        /// </summary>
        protected override bool PrintMembers(StringBuilder builder)
        {
            builder.Append("Book = ").Append(Book);
            if (EffectiveAt is { } time)
                builder.Append(", EffectiveAt = ").Append(time);
            if (GraceUntil is { } until)
                builder.Append(", GraceUntil = ").Append(until);
            if (Inputs is not null)
                builder.Append(", Inputs = ").Append(Inputs);
            return true;
        }
    }
}

/// <summary>What can happen to the venue's risk book.</summary>
public abstract record RiskBookEvent : IEvent
{
    private RiskBookEvent()
    {
    }

    /// <summary>These parameters, with their version, are the venue's; the market is owed word of it.</summary>
    public sealed record Adopted(RiskBook Book) : RiskBookEvent
    {
        /// <summary>They are in force from the first frame at or after this time on; null for at once.</summary>
        public Instant? EffectiveAt { get; init; }

        /// <summary>
        /// Until then nobody is liquidated who is short by the change alone; null where they hold in full at once. Only
        /// with an effective time.
        /// </summary>
        public Instant? GraceUntil { get; init; }

        /// <summary>What they were computed from; null where somebody wrote them.</summary>
        public RecalibrationInputs? Inputs { get; init; }
    }
}
