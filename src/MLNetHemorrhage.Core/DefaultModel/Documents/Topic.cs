namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>
/// One kind of fact about a person (a), with a thing of theirs (c) where it is about that: how to tell it, how to ask for it,
/// and how to bring it up again. In questions {x} is a wrong alternative.
/// </summary>
internal sealed record Topic(string[] Statements, string[] Questions, string[] Memories)
{
    public static readonly Topic Home = new(
        [
            "{a.name} lived in {a.town}.",
            "{a.name} came from {a.town} in {a.land}.",
            "{a.name} had a small house in {a.town}.",
            "The home of {a.name} was in {a.town}, not far from the river {a.river}.",
            "{a.name} had lived in {a.town} all {a.his} life.",
            "From {a.his} window in {a.town}, {a.name} could see {a.landmark}.",
            "In {a.town} there lived a {a.woman} named {a.name}.",
            "{a.name} was born in {a.town}, where the flag is {a.flag}.",
        ],
        [
            "Who lived in {a.town}? {a.name}.",
            "Who lived in {a.town}? {a.name} did.",
            "Where did {a.name} live? In {a.town}.",
            "In which town was the home of {a.name}? In {a.town}.",
            "In which land did {a.name} live? In {a.land}, because {a.town} lies in {a.land}.",
            "Which river ran near the home of {a.name}? The {a.river}.",
        ],
        [
            "{a.name} spoke of {a.town}, {a.his} home.",
            "{a.name} wished to be back in {a.town}.",
            "\"You must come and see me in {a.town},\" said {a.name}.",
        ]);

    public static readonly Topic Work = new(
        [
            "{a.name} was a {a.job}.",
            "{a.name} worked as a {a.job}.",
            "{a.name} was the best {a.job} for miles around.",
            "Every day {a.name} went to the {a.workplace}, for {a.she} was a {a.job}.",
            "{a.name} made {a.product} at the {a.workplace}.",
            "As a {a.job}, {a.name} knew all about {a.product}.",
            "{a.name} had learned the trade of a {a.job} from {a.his} father.",
            "{a.name} earned {a.his} living as a {a.job}.",
        ],
        [
            "What was the trade of {a.name}? {a.she} was a {a.job}.",
            "Who was the {a.job}? {a.name}.",
            "Who worked at the {a.workplace}? {a.name} did.",
            "What did {a.name} make? {a.product}.",
            "What tool did {a.name} use at work? The {a.tool}.",
            "Who could make {a.product}? {a.name}, the {a.job}.",
        ],
        [
            "{a.name} went back to the {a.workplace} and made more {a.product}.",
            "At the {a.workplace}, {a.name} took up the {a.tool} again.",
            "\"I must get back to the {a.workplace},\" said {a.name}.",
            "Somebody asked {a.name} for {a.product}, because {a.she} was a {a.job}.",
        ]);

    public static readonly Topic Food = new(
        [
            "{a.name} liked {a.food} more than anything.",
            "{a.name} loved {a.food}.",
            "The best thing in the world, said {a.name}, was {a.food}.",
            "{a.name} never said no to {a.food}.",
            "Every evening {a.name} ate {a.food}.",
            "{a.name} always carried some {a.food} in {a.his} bag.",
        ],
        [
            "What did {a.name} like to eat? {a.food}.",
            "Who liked {a.food}? {a.name} did.",
            "Did {a.name} like {x} or {a.food}? {a.food}.",
            "What would make {a.name} happy? Some {a.food}.",
        ],
        [
            "{a.name} sat down and ate some {a.food}.",
            "{a.name} was hungry and thought of {a.food}.",
            "\"Is there any {a.food} left?\" asked {a.name}.",
        ]);

    public static readonly Topic Pet = new(
        [
            "{a.name} kept a {a.pet} called {a.petName}.",
            "{a.name} had a {a.pet}, and its name was {a.petName}.",
            "With {a.name} lived {a.petName}, a {a.pet}.",
            "{a.petName} was the {a.pet} of {a.name}.",
            "{a.name} went nowhere without {a.his} {a.pet} {a.petName}.",
        ],
        [
            "What was the {a.pet} of {a.name} called? {a.petName}.",
            "Whose {a.pet} was {a.petName}? {a.name}'s.",
            "What kind of animal was {a.petName}? A {a.pet}.",
            "What did {a.petName} like to eat? {a.petFood}, like every {a.pet}.",
        ],
        [
            "{a.petName} was hungry, so {a.name} gave the {a.pet} some {a.petFood}.",
            "{a.petName} the {a.pet} ran after {a.name}.",
            "{a.name} called for {a.petName}, and soon the {a.pet} came.",
            "{a.petName} fell asleep beside {a.name}.",
        ]);

    public static readonly Topic Property = new(
        [
            "{a.name} had a {c.colour} {c.thing}.",
            "The {c.colour} {c.thing} belonged to {a.name}.",
            "{a.name} owned a {c.colour} {c.thing} made of {c.material}.",
            "In the house of {a.name} there was a {c.thing} of {c.material}, and it was {c.colour}.",
            "{a.name} was proud of {a.his} {c.colour} {c.thing}.",
            "Long ago {a.name} had bought a {c.colour} {c.thing}.",
            "{a.name} had a {c.thing} of {c.material}. {a.she} had painted it {c.colour}.",
        ],
        [
            "Whose {c.thing} was it at the end? {c.owner}'s.",
            "What colour was the {c.thing}? {c.colour}.",
            "Who had the {c.thing} at the end? {c.owner}.",
            "Was the {c.thing} {x} or {c.colour}? It was {c.colour}.",
            "What did {c.owner} own at the end? A {c.colour} {c.thing}.",
        ],
        [
            "{c.owner} looked at the {c.colour} {c.thing} and smiled.",
            "Nobody but {c.owner} was allowed to touch the {c.colour} {c.thing}.",
            "\"What a fine {c.colour} {c.thing},\" said a child to {c.owner}.",
            "\"Is this {c.colour} {c.thing} yours?\" a boy asked {c.owner}.",
        ]);

    /// <summary>The facts that are about the person alone.</summary>
    public static readonly Topic[] Personal = [Home, Work, Food, Pet];
}
