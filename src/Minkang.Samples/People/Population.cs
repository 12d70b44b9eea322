using System.Globalization;
using Minkang.Domain.People;
using Minkang.Samples.Care;
using Minkang.Samples.Dirt;
using Minkang.Samples.Places;

namespace Minkang.Samples.People;

/// <summary>
/// The people of the county, household by household in the order of the villages. Nothing is kept: every walk invents the same people
/// anew, so a county of any size needs the memory of one village.
/// </summary>
internal sealed class Population(CountyOptions options, County county, DirtProfile dirt)
{
    public IEnumerable<Household> Households()
    {
        var makers = new Makers(options, county, dirt);
        var (number, seed) = (0, (ulong)options.Seed);
        foreach (var village in county.Villages)
        {
            makers.EnterVillage();
            for (var left = village.Quota; left > 0;)
            {
                var dice = Dice.For(seed, "household", ++number);
                var household = makers.Household(number, village, registered: true, left, dice);
                left -= household.IsOnRegister ? household.Present.Count() : 0;
                yield return household;
                if (!dice.Chance(0.13)) continue;
                yield return makers.Household(++number, village, registered: false, int.MaxValue, Dice.For(seed, "household", number));
            }
        }
    }

    /// <summary>Everything that one walk has to remember: numbers given so far, names of the village.</summary>
    private sealed class Makers(CountyOptions options, County county, DirtProfile dirt)
    {
        private readonly NameMaker _names = new(dirt.Rate("name-rare-character", "county"));
        private readonly IllnessMaker _illnesses = new(dirt.Rate("disease-near-miss", "county") > 0);
        private readonly SlipMaker _slips = new(county, options);
        private readonly IdMaker _ids = new();
        private readonly List<(string Name, Sex Sex)> _villageNames = [];
        private readonly HashSet<string> _namesTaken = [];
        private readonly double _namesake = dirt.Rate("name-namesake", "county");
        private int _persons;

        public void EnterVillage()
        {
            _villageNames.Clear();
            _namesTaken.Clear();
        }

        public Household Household(int number, Village village, bool registered, int most, Dice dice)
        {
            var household = new Household
            {
                Number = number, Village = village, Group = dice.Of(village.Groups),
                RegisterNumber = registered ? string.Create(CultureInfo.InvariantCulture, $"{county.Code}{number:D10}") : null,
            };
            var ethnic = _names.Ethnic(dice);
            var family = _names.Family(ethnic, dice);
            string? phone = null;
            foreach (var place in Family.Draw(registered, dice))
            {
                if (household.Members.Count >= most) break;
                phone = place.Age < 14 && phone is not null ? phone : $"154{dice.Between(0, 99_999_999):D8}";
                household.Members.Add(Person(household, place, family, ethnic, phone, dice));
            }
            foreach (var member in household.Members) Fate.Event(member, options, county, dice);
            Standing.Decide(household, options, dice);
            foreach (var member in household.Members) member.Slips = _slips.Make(member, dice);
            return household;
        }

        private Person Person(Household household, Family.Place place, string family, string ethnic, string phone, Dice dice)
        {
            var (ownFamily, ownEthnic) = place.MarriedIn ? (_names.Family(ethnic, dice), dice.Chance(0.75) ? ethnic : _names.Ethnic(dice)) : (family, ethnic);
            var birth = Birth(place.Age, dice);
            var name = Name(ownFamily, ethnic, place.Sex, birth.Year, dice);
            var person = new Person
            {
                Number = ++_persons, Household = household, Name = name, Sex = place.Sex, Birth = birth,
                Id = _ids.Next(birth, place.Sex), Relation = place.Relation, Ethnic = ownEthnic, Phone = phone,
            };
            var (sick, disabled) = household.IsRegistered ? (0.14, 0.055) : (0.06, 0.015);
            person.Illnesses = _illnesses.Make(place.Sex, birth, options.ListedOn, sick, dice);
            Fate.Describe(person, options, disabled, dice);
            return person;
        }

        private string Name(string family, string ethnic, Sex sex, int year, Dice dice)
        {
            var same = _namesake > 0 && dice.Chance(_namesake) ? _villageNames.Where(n => n.Sex == sex).Select(n => n.Name).ToList() : [];
            var name = same.Count > 0 ? dice.Of(same) : _names.Full(family, ethnic, sex, year, dice);
            for (var tries = 0; same.Count == 0 && tries < 20 && _namesTaken.Contains(name); tries++) name = _names.Full(family, ethnic, sex, year, dice);
            _namesTaken.Add(name);
            if (_villageNames.Count < 200) _villageNames.Add((name, sex));
            return name;
        }

        private DateOnly Birth(int age, Dice dice) => age == 0
            ? new DateOnly(options.Year, 1, 1).AddDays(dice.Between(0, 364))
            : new DateOnly(options.Year - age, 1, 1).AddDays(dice.Between(0, 364));
    }
}
