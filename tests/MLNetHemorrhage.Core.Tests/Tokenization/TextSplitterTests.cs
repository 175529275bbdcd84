using System.Globalization;
using System.Text.RegularExpressions;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Tokenization;

[TestClass]
public sealed class TextSplitterTests
{
    [TestMethod]
    [DataRow("I'll say it's 12,5 %!", "I|'ll| say| it|'s| 12|,|5| %!")]
    [DataRow("a   b \n c", "a|  | b| \n| c")]
    [DataRow("end  ", "end|  ")]
    [DataRow("𝓗ello 𝟙2 😀x", "𝓗ello| 𝟙2| 😀|x")]
    public void Words_of_gpt2(string text, string words) => Assert.AreEqual(words, string.Join('|', Words(TextSplitter.Gpt2, text)));

    [TestMethod]
    public void Nothing_is_lost_between_matches() => Assert.AreEqual("ab|1|c😀|22|", string.Join('|', Words(new(new Regex(@"\p{N}+")), "ab1c😀22")) + "|");

    [TestMethod]
    public void Stand_ins_have_the_category_they_stand_for()
    {
        for (var category = UnicodeCategory.UppercaseLetter; category <= UnicodeCategory.OtherNotAssigned; category++)
        {
            if (category == UnicodeCategory.Surrogate) continue;
            Assert.AreEqual(category, CharUnicodeInfo.GetUnicodeCategory(TextSplitter.Representatives[(int)category]));
        }
    }

    private static List<string> Words(TextSplitter splitter, string text)
    {
        var words = new List<string>();
        splitter.Split(text, word => words.Add(word.ToString()));
        return words;
    }
}
