using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Contracts;

/// <summary>
/// A column that names a person (指向人员的列), named once by the module whose table it is: when two records of one person are merged, its rows follow to the record that is
/// kept, and go back when the merge is undone. A column that stays as it is, is named by <see cref="PersonColumnLeft"/>; a test holds that every column is named by one of them.
/// The table has a key of its own called <c>Id</c>, version 7, so that rows made after a merge are told from those before.
/// </summary>
public sealed class PersonColumn
{
    private readonly Func<CountyDb, Guid, CancellationToken, Task<IReadOnlyList<object>>> _rows;
    private readonly Func<CountyDb, Guid, CancellationToken, Task<int>> _count;

    private PersonColumn(Type entity, string property, bool isAsked, Func<CountyDb, Guid, CancellationToken, Task<IReadOnlyList<object>>> rows, Func<CountyDb, Guid, CancellationToken, Task<int>> count) =>
        (Entity, Property, IsAsked, _rows, _count) = (entity, property, isAsked, rows, count);

    /// <summary>The mapped type.</summary>
    public Type Entity { get; }

    /// <summary>The property that holds the person's key.</summary>
    public string Property { get; }

    /// <summary>
    /// True where somebody is asked, when a merge is undone, whose the rows made since are. False where they stay with the kept record without a question: they are worked out from others,
    /// or say where the kept person lives.
    /// </summary>
    public bool IsAsked { get; }

    /// <summary>The column of a mapped type.</summary>
    /// <param name="property">The property that holds the person's key.</param>
    /// <param name="isAsked">False where nobody is asked whose the rows made after a merge are.</param>
    public static PersonColumn Of<T>(string property, bool isAsked = true) where T : class => new(typeof(T), property, isAsked,
        async (db, person, ct) => await Named<T>(db, property, person).ToListAsync(ct),
        (db, person, ct) => Named<T>(db, property, person).CountAsync(ct));

    private static IQueryable<T> Named<T>(CountyDb db, string property, Guid person) where T : class =>
        db.Set<T>().IgnoreQueryFilters().Where(row => EF.Property<Guid?>(row, property) == person);

    /// <summary>The rows that name the person, in the unit of work.</summary>
    internal Task<IReadOnlyList<object>> Rows(CountyDb db, Guid person, CancellationToken ct) => _rows(db, person, ct);

    internal Task<int> Count(CountyDb db, Guid person, CancellationToken ct) => _count(db, person, ct);
}

/// <summary>A column that names a person and that a merge leaves as it is (合并时不动的列).</summary>
/// <param name="Entity">The mapped type.</param>
/// <param name="Property">The property that holds the person's key.</param>
/// <param name="Why">Why, for whoever maintains the product.</param>
public sealed record PersonColumnLeft(Type Entity, string Property, string Why);
