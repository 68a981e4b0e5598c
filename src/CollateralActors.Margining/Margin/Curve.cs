using System.Diagnostics;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// How a figure follows one moving variable x &gt; 0 on a stretch without kinks: a ÷ x + b + c x + d x².
/// </summary>
/// <remarks>
/// Linear contracts and quantities bring x, inverse contracts 1 ÷ x, a coin whose price moves with them another factor
/// x.
/// </remarks>
internal readonly record struct Curve(Fraction PerX, Fraction Fixed, Fraction TimesX, Fraction TimesSquare)
{
    public static Curve X { get; } = new(Fraction.Zero, Fraction.Zero, Fraction.One, Fraction.Zero);

    public static Curve OneOverX { get; } = new(Fraction.One, Fraction.Zero, Fraction.Zero, Fraction.Zero);

    public bool IsFixed => PerX.IsZero && TimesX.IsZero && TimesSquare.IsZero;

    public static implicit operator Curve(Fraction value) => new(Fraction.Zero, value, Fraction.Zero, Fraction.Zero);

    public static Curve operator +(Curve a, Curve b) =>
        new(a.PerX + b.PerX, a.Fixed + b.Fixed, a.TimesX + b.TimesX, a.TimesSquare + b.TimesSquare);

    public static Curve operator -(Curve a) => new(-a.PerX, -a.Fixed, -a.TimesX, -a.TimesSquare);

    public static Curve operator -(Curve a, Curve b) => a + -b;

    public static Curve operator *(Curve a, Fraction b) =>
        new(a.PerX * b, a.Fixed * b, a.TimesX * b, a.TimesSquare * b);

    public static Curve operator *(Curve a, Curve b)
    {
        if (b.IsFixed)
            return a * b.Fixed;
        if (a.IsFixed)
            return b * a.Fixed;
        if (!(a.PerX * b.PerX).IsZero || !((a.TimesX * b.TimesSquare) + (a.TimesSquare * b.TimesX)).IsZero)
            throw new UnreachableException("a figure moves faster than any contract makes it");
        return new Curve(
            (a.PerX * b.Fixed) + (a.Fixed * b.PerX),
            (a.PerX * b.TimesX) + (a.Fixed * b.Fixed) + (a.TimesX * b.PerX),
            (a.PerX * b.TimesSquare) + (a.Fixed * b.TimesX) + (a.TimesX * b.Fixed) + (a.TimesSquare * b.PerX),
            (a.Fixed * b.TimesSquare) + (a.TimesX * b.TimesX) + (a.TimesSquare * b.Fixed));
    }

    /// <summary>The figure at <paramref name="x"/>; 0 is allowed where nothing is divided by x.</summary>
    public Fraction At(Fraction x)
    {
        if (IsFixed)
            return Fixed;
        var whole = (((TimesSquare * x) + TimesX) * x) + Fixed;
        return PerX.IsZero ? whole : whole + (PerX / x);
    }

    /// <summary>
    /// A polynomial that has the figure's sign at every x &gt; 0, and at 0 where nothing is divided by x.
    /// </summary>
    public Polynomial Sign() =>
        PerX.IsZero ? Polynomial.Of(Fixed, TimesX, TimesSquare) : Polynomial.Of(PerX, Fixed, TimesX, TimesSquare);

    /// <summary>Every x &gt; 0 at which the figure is <paramref name="level"/>; none where it does not move.</summary>
    public IReadOnlyList<Fraction> Reaches(Fraction level)
    {
        if (IsFixed)
            return [];
        var difference = (this - level).Sign();
        return difference.RootsBetween(Fraction.Zero, difference.AboveAllRoots());
    }
}
