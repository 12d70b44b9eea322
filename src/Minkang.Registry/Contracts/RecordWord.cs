namespace Minkang.Registry.Contracts;

/// <summary>
/// What a kind of record that lists bring is called (记录名称), so that the page that undoes an import says what goes. A module that keeps records of an
/// import (an <c>ImportId</c> on the row) says their word here.
/// </summary>
/// <param name="Table">Table of the records.</param>
/// <param name="Word">Chinese word, translated by the assembly of <paramref name="Texts"/>.</param>
/// <param name="Unit">Chinese unit of the count, in the texts of <paramref name="Texts"/> too.</param>
/// <param name="Texts">Marker type of the texts.</param>
/// <param name="Action">The action that somebody must be allowed to be told whose the records are; empty when everybody who sees the person may.</param>
public sealed record RecordWord(string Table, string Word, string Unit, Type Texts, string Action = "");
