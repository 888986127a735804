import { matter, type Phrases } from '../script'

export const JAPANESE: Phrases = {
  language: 'ja',
  warning: '愚痴',
  altText: '灰色の岸壁と船',
  everyday: [
    '今朝は霧が濃くて、フェリーが二度も汽笛を鳴らした。',
    '魚市場の横のパン屋さん、種入りのパンが戻ってきました。',
    '満潮は12時31分です。長靴を忘れずに。 #港',
    '防波堤に猫が五匹。会議中らしい。',
    '今夜は合唱の練習。歌える曲は一つだけ。',
    '古い海図が公開されています https://harbour.example/kaizu',
  ],
  matters: [
    matter('spam', {
      comments: ['同じリンクを何度も送ってきます。', '宣伝ばかりです。'],
      posts: ['本日限り、雨具が半額です https://shop.example/ame', '全国の港へ送料無料 https://shop.example/minato'],
    }),
    matter('violation', {
      rules: [2],
      comments: ['方言をからかい続けています。', '新しく来た人を笑いものにしています。'],
      posts: ['まず話し方を勉強してから来てください。', '誰か通訳をお願いします。'],
    }),
    matter('violation', {
      rules: [2],
      comments: ['やめてと頼んだのに、どの会話にもついてきます。', 'ほかの人をけしかけています。'],
      posts: ['みんな、またこの人だよ。何か言ってやって。', 'ブロックしても別のアカウントで見ていますよ。'],
    }),
    matter('legal', {
      comments: ['私の写真です。許可していません。'],
      posts: ['夜の港、自分で撮りました。'],
    }),
    matter('other', {
      comments: ['会話を最初から読んでください。', 'どの規則かわかりませんが、つらいです。', ''],
      posts: ['冗談だったのに、心が狭いね。', '次は名前を出します。'],
    }),
  ],
}
